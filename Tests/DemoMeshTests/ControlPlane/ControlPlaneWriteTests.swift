import Documents
import Testing

@testable import DemoMesh

@Suite("Kubernetes API: create and replace")
struct ControlPlaneWriteTests {
  private static let path = "\(TestCluster.istio)/virtualservices"

  @Test("A new object gets identity, a generation and an owner of its fields; a change of the spec counts")
  func life() async throws {
    try await TestCluster.run { cluster async throws in
      let made = try await cluster.send("POST", Self.path, TestCluster.virtualService())
      #expect(made.status == 201)
      #expect(made.json.at("metadata.generation") == 1)
      #expect(made.json.at("metadata.managedFields[0].manager") == "test")
      #expect(
        made.json.at("metadata.managedFields[0].fieldsV1")
          == ["f:spec": [".": [:], "f:hosts": [:], "f:http": [:]]])
      var changed = made.json
      changed[["spec", "hosts"]] = ["reviews", "ratings"]
      let second = try await cluster.send("PUT", "\(Self.path)/reviews", changed)
      #expect(second.status == 200)
      #expect(second.json.at("metadata.generation") == 2)
      #expect(second.json.at("metadata.uid") == made.json.at("metadata.uid"))
      var labelled = second.json
      labelled[["metadata", "labels"]] = ["a": "b"]
      let third = try await cluster.send("PUT", "\(Self.path)/reviews", labelled)
      #expect(third.json.at("metadata.generation") == 2)
      let again = try await cluster.send("PUT", "\(Self.path)/reviews", third.json)
      #expect(again.json.at("metadata.resourceVersion") == third.json.at("metadata.resourceVersion"))
    }
  }

  @Test("A stale resourceVersion is a conflict, a missing one is invalid for custom resources only")
  func conflict() async throws {
    try await TestCluster.run { cluster async throws in
      let made = try await cluster.send("POST", Self.path, TestCluster.virtualService())
      try await cluster.send(
        "PATCH", "\(Self.path)/reviews", ["metadata": ["labels": ["a": "b"]]], type: "application/merge-patch+json")
      let stale = try await cluster.send("PUT", "\(Self.path)/reviews", made.json)
      #expect(stale.status == 409)
      #expect(stale.reason == "Conflict")
      #expect(
        stale.message == #"Operation cannot be fulfilled on virtualservices.networking.istio.io "reviews": "#
          + "the object has been modified; please apply your changes to the latest version and try again")
      #expect(stale.json["details"]?["causes"] == nil)
      let bare = try await cluster.send("PUT", "\(Self.path)/reviews", TestCluster.virtualService())
      #expect(bare.status == 422)
      #expect(bare.causes.first?["field"] == "metadata.resourceVersion")
      var namespace = try await cluster.get("/api/v1/namespaces/default").json
      namespace.setMetadata("resourceVersion", nil)
      #expect(try await cluster.send("PUT", "/api/v1/namespaces/default", namespace).status == 200)
    }
  }

  @Test("A name that exists, a namespace that does not, a body that does not fit")
  func refusals() async throws {
    try await TestCluster.run { cluster async throws in
      try await cluster.send("POST", Self.path, TestCluster.virtualService())
      let twice = try await cluster.send("POST", Self.path, TestCluster.virtualService())
      #expect(twice.status == 409)
      #expect(twice.reason == "AlreadyExists")
      let nowhere = try await cluster.send(
        "POST", "/apis/networking.istio.io/v1/namespaces/nons/virtualservices", TestCluster.virtualService())
      #expect(nowhere.status == 404)
      #expect(nowhere.message == #"namespaces "nons" not found"#)
      #expect(nowhere.json.at("details.kind") == "namespaces")
      var elsewhere = TestCluster.virtualService(name: "x")
      elsewhere.setMetadata("namespace", "istio-system")
      #expect(try await cluster.send("POST", Self.path, elsewhere).status == 400)
      #expect(try await cluster.send("PUT", "\(Self.path)/other", TestCluster.virtualService()).status == 400)
      #expect(
        try await cluster.send("PUT", "\(Self.path)/nope", TestCluster.virtualService(name: "nope")).status == 404)
      let garbage = try await cluster.client.send(
        "POST", Self.path, headers: cluster.headers(), body: Array("{".utf8))
      #expect(garbage.status == 400)
      #expect(garbage.message.contains("json parse error"))
      #expect(try await cluster.send("POST", Self.path, ["kind": "VirtualService"]).status == 400)
      #expect(try await cluster.send("POST", Self.path, TestCluster.virtualService(), type: "text/plain").status == 415)
    }
  }

  @Test("dryRun=All checks the same and stores nothing; another value is invalid")
  func dryRun() async throws {
    try await TestCluster.run { cluster async throws in
      let made = try await cluster.send("POST", "\(Self.path)?dryRun=All", TestCluster.virtualService())
      #expect(made.status == 201)
      #expect(made.json.at("metadata.uid") != nil)
      #expect(made.json.at("metadata.resourceVersion") == nil)
      #expect(try await cluster.get("\(Self.path)/reviews").status == 404)
      let live = try await cluster.send("POST", Self.path, TestCluster.virtualService()).json
      var changed = live
      changed[["spec", "hosts"]] = ["other"]
      let replaced = try await cluster.send("PUT", "\(Self.path)/reviews?dryRun=All", changed)
      #expect(replaced.json.at("spec.hosts") == ["other"])
      #expect(replaced.json.at("metadata.resourceVersion") == live.at("metadata.resourceVersion"))
      #expect(try await cluster.send("DELETE", "\(Self.path)/reviews?dryRun=All").status == 200)
      #expect(try await cluster.get("\(Self.path)/reviews").json.at("spec.hosts") == ["reviews"])
      #expect(try await cluster.send("POST", "\(Self.path)?dryRun=All", TestCluster.virtualService()).status == 409)
      #expect(try await cluster.send("POST", "\(Self.path)?dryRun=Some", TestCluster.virtualService()).status == 422)
    }
  }

  @Test("Unknown fields are dropped with a warning, refused when strict, dropped in silence when ignored")
  func unknownFields() async throws {
    try await TestCluster.run { cluster async throws in
      var body = TestCluster.virtualService()
      body[["spec", "hostz"]] = ["x"]
      let warned = try await cluster.send("POST", "\(Self.path)?dryRun=All", body)
      #expect(warned.status == 201)
      #expect(warned.json.at("spec.hostz") == nil)
      #expect(warned.headers.first(name: "warning") == #"299 - "unknown field \"spec.hostz\"""#)
      let strict = try await cluster.send("POST", "\(Self.path)?fieldValidation=Strict", body)
      #expect(strict.status == 400)
      #expect(
        strict.message == #"VirtualService in version "v1" cannot be handled as a VirtualService: "#
          + #"strict decoding error: unknown field "spec.hostz""#)
      let ignored = try await cluster.send("POST", "\(Self.path)?fieldValidation=Ignore", body)
      #expect(ignored.status == 201)
      #expect(ignored.headers.first(name: "warning") == nil)
      #expect(try await cluster.send("POST", "\(Self.path)?fieldValidation=Nope", body).status == 422)
    }
  }

  @Test("The schema's refusals are causes with fields")
  func schema() async throws {
    try await TestCluster.run { cluster async throws in
      var body = TestCluster.virtualService()
      body[["spec", "hosts"]] = "reviews"
      body[["spec", "http", 0, "route", 0, "destination", "host"]] = nil
      body[["spec", "http", 0, "timeout"]] = "0s"
      let answer = try await cluster.send("POST", Self.path, body)
      #expect(answer.status == 422)
      #expect(answer.message.hasPrefix(#"VirtualService.networking.istio.io "reviews" is invalid: ["#))
      let causes = answer.causes.map { "\($0["field"]?.string ?? "") \($0["reason"]?.string ?? "")" }
      #expect(
        Set(causes) == [
          "spec.hosts FieldValueTypeInvalid", "spec.http[0].route[0].destination.host FieldValueRequired",
          "spec.http[0].timeout FieldValueInvalid",
        ])
      let rule: JSONValue = [
        "apiVersion": "networking.istio.io/v1", "kind": "DestinationRule", "metadata": ["name": "reviews"],
        "spec": ["host": "reviews", "trafficPolicy": ["tls": ["mode": "WRONG"]]],
      ]
      let wrong = try await cluster.send("POST", "\(TestCluster.istio)/destinationrules", rule)
      #expect(wrong.status == 422)
      #expect(
        wrong.causes.first?["message"]?.string?.hasPrefix(#"Unsupported value: "WRONG": supported values: "DISABLE""#)
          == true)
    }
  }

  @Test("What istiod's webhook refuses is refused with its words and code 400")
  func webhook() async throws {
    try await TestCluster.run { cluster async throws in
      let answer = try await cluster.send("POST", Self.path, TestCluster.virtualService([-1, 5]))
      #expect(answer.status == 400)
      #expect(answer.reason == nil)
      #expect(
        answer.message.hasPrefix(
          #"admission webhook "validation.istio.io" denied the request: configuration is invalid: "#))
      #expect(try await cluster.get("\(Self.path)/reviews").status == 404)
      try await cluster.send("POST", Self.path, TestCluster.virtualService())
      let patch = try await cluster.send(
        "PATCH", "\(Self.path)/reviews?dryRun=All", ["spec": ["http": [["route": []]]]],
        type: "application/merge-patch+json")
      #expect(patch.status == 400)
    }
  }

  @Test("generateName makes a name; a bad name is invalid")
  func names() async throws {
    try await TestCluster.run { cluster async throws in
      var body = TestCluster.virtualService()
      body["metadata"] = ["generateName": "made-"]
      let made = try await cluster.send("POST", Self.path, body)
      #expect(made.json.objectName.hasPrefix("made-"))
      #expect(made.json.objectName.count == 10)
      body["metadata"] = ["name": "Not_A_Name"]
      let bad = try await cluster.send("POST", Self.path, body)
      #expect(bad.status == 422)
      #expect(bad.causes.first?["field"] == "metadata.name")
      body["metadata"] = [:]
      #expect(try await cluster.send("POST", Self.path, body).causes.first?["reason"] == "FieldValueRequired")
    }
  }

  @Test("Status is written by its own path alone")
  func status() async throws {
    try await TestCluster.run { cluster async throws in
      var made = try await cluster.send("POST", Self.path, TestCluster.virtualService()).json
      made["status"] = ["observedGeneration": 7]
      let main = try await cluster.send("PUT", "\(Self.path)/reviews", made)
      #expect(main.json["status"] == nil)
      made.setMetadata("resourceVersion", main.json.metadata["resourceVersion"])
      made[["spec", "hosts"]] = ["other"]
      let status = try await cluster.send("PUT", "\(Self.path)/reviews/status", made)
      #expect(status.json.at("status.observedGeneration") == 7)
      #expect(status.json.at("spec.hosts") == ["reviews"])
      #expect(status.json.at("metadata.generation") == 1)
    }
  }

  @Test("A request that is too large is not read to its end")
  func tooLarge() async throws {
    var options = ControlPlaneOptions.test
    options.bodyLimit = 2000
    try await TestCluster.run(options) { cluster async throws in
      var body = TestCluster.virtualService()
      body.setMetadata("annotations", ["x": .string(String(repeating: "y", count: 3000))])
      let answer = try await cluster.send("POST", Self.path, body)
      #expect(answer.status == 413)
      #expect(answer.reason == "RequestEntityTooLarge")
    }
  }

  @Test("Deeply nested and odd bodies are answered, whatever they are", arguments: ["status", "spec", "metadata"])
  func hostileBodies(field: String) async throws {
    try await TestCluster.run { cluster async throws in
      for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
        for depth in [100, 480, 2000] {
          let nested = String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
          let text =
            #"{"apiVersion":"networking.istio.io/v1","kind":"VirtualService","metadata":{"name":"x"},"\#(field)":\#(nested)}"#
          let answer = try await cluster.client.send(
            "POST", Self.path, headers: cluster.headers(), body: Array(text.utf8))
          #expect((400..<500).contains(answer.status) || answer.status == 201)
          _ = try await cluster.send("DELETE", "\(Self.path)/x")
        }
      }
    }
  }

  @Test("Mutated objects are stored or refused, and the server goes on")
  func mutatedBodies() async throws {
    try await TestCluster.run { cluster async throws in
      let random = NameSource(seed: 5)
      let seed = TestCluster.virtualService().serializedBytes()
      for _ in 0..<150 {
        var bytes = seed
        for _ in 0..<(1 + random.next() % 6) {
          let position = Int(random.next() % UInt64(bytes.count))
          switch random.next() % 3 {
          case 0: bytes[position] = UInt8(truncatingIfNeeded: random.next())
          case 1: bytes.remove(at: position)
          default: bytes.insert(bytes[Int(random.next() % UInt64(bytes.count))], at: position)
          }
        }
        let answer = try await cluster.client.send(
          "PATCH", "\(Self.path)/reviews?fieldManager=fuzz&force=true",
          headers: cluster.headers() + [("Content-Type", "application/apply-patch+yaml")], body: bytes)
        #expect([200, 201, 400, 404, 409, 422, 500].contains(answer.status))
      }
      #expect(try await cluster.get("/api/v1/namespaces/default").status == 200)
    }
  }
}
