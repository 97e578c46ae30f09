import Documents
import Testing

@testable import DemoMesh

@Suite("Kubernetes API: server-side apply")
struct ControlPlaneApplyTests {
  private static let path = "\(TestCluster.istio)/virtualservices/reviews"

  private static func apply(
    _ cluster: TestCluster, _ body: JSONValue, _ manager: String, _ more: String = "", path: String = path
  ) async throws -> TestResponse {
    try await cluster.send(
      "PATCH", "\(path)?fieldManager=\(manager)\(more)", body, type: "application/apply-patch+yaml")
  }

  @Test("The first apply makes the object, the next changes it, one without a change leaves it")
  func life() async throws {
    try await TestCluster.run { cluster async throws in
      let made = try await Self.apply(cluster, TestCluster.virtualService(), "vigla")
      #expect(made.status == 201)
      #expect(made.json.at("metadata.managedFields[0].operation") == "Apply")
      #expect(
        made.json.at("metadata.managedFields[0].fieldsV1") == ["f:spec": ["f:hosts": [:], "f:http": [:]]])
      let changed = try await Self.apply(cluster, TestCluster.virtualService([50, 50]), "vigla")
      #expect(changed.status == 200)
      #expect(changed.json.at("metadata.generation") == 2)
      let same = try await Self.apply(cluster, TestCluster.virtualService([50, 50]), "vigla")
      #expect(same.json.resourceVersion == changed.json.resourceVersion)
    }
  }

  @Test("Another's field conflicts, force takes it over, the same value is shared")
  func conflicts() async throws {
    try await TestCluster.run { cluster async throws in
      _ = try await Self.apply(cluster, TestCluster.virtualService(), "vigla")
      let refused = try await Self.apply(cluster, TestCluster.virtualService([1, 99]), "other")
      #expect(refused.status == 409)
      #expect(refused.message == #"Apply failed with 1 conflict: conflict with "vigla": .spec.http"#)
      #expect(refused.json["details"]?["name"] == nil)
      #expect(
        refused.causes == [
          ["reason": "FieldManagerConflict", "message": #"conflict with "vigla""#, "field": ".spec.http"]
        ])
      let taken = try await Self.apply(cluster, TestCluster.virtualService([1, 99]), "other", "&force=true")
      #expect(taken.status == 200)
      let owners = taken.json.at("metadata.managedFields")?.array ?? []
      #expect(owners.first { $0["manager"] == "vigla" }?["fieldsV1"] == ["f:spec": ["f:hosts": [:]]])
      let shared = try await Self.apply(cluster, TestCluster.virtualService([1, 99]), "vigla")
      #expect(shared.status == 200)
    }
  }

  @Test("A number is the same however it is spelled")
  func spelling() async throws {
    try await TestCluster.run { cluster async throws in
      _ = try await Self.apply(cluster, TestCluster.virtualService([80, 20]), "vigla")
      var spelled = TestCluster.virtualService([80, 20])
      let path = try #require(JSONPath("spec.http[0].route[0].weight"))
      spelled[path] = .number(try #require(JSONNumber(text: "80.0")))
      #expect(try await Self.apply(cluster, spelled, "other").status == 200)
      spelled[path] = .number(try #require(JSONNumber(text: "80.5")))
      #expect(try await Self.apply(cluster, spelled, "third").status != 200)
    }
  }

  @Test("Several conflicts are listed by manager; one who updated is named with version and time")
  func conflictTexts() async throws {
    try await TestCluster.run { cluster async throws in
      try await cluster.send(
        "POST", "\(TestCluster.istio)/virtualservices", TestCluster.virtualService(), agent: "curl/8.0")
      var body = TestCluster.virtualService([1, 99])
      body[["spec", "hosts"]] = ["other"]
      let refused = try await Self.apply(cluster, body, "vigla")
      #expect(
        refused.message.hasPrefix("Apply failed with 2 conflicts: conflicts with \"curl\" using networking.istio.io/v1")
      )
      #expect(refused.message.hasSuffix(":\n- .spec.hosts\n- .spec.http"))
    }
  }

  @Test("A field that its manager leaves out goes, unless another holds it")
  func removal() async throws {
    try await TestCluster.run { cluster async throws in
      var body = TestCluster.virtualService()
      body[["spec", "exportTo"]] = ["."]
      body[["metadata", "labels"]] = ["mine": "1", "both": "2"]
      _ = try await Self.apply(cluster, body, "vigla")
      _ = try await Self.apply(
        cluster,
        [
          "apiVersion": "networking.istio.io/v1", "kind": "VirtualService",
          "metadata": ["name": "reviews", "labels": ["both": "2"]],
        ], "other")
      let second = try await Self.apply(cluster, TestCluster.virtualService(), "vigla")
      #expect(second.json.at("spec.exportTo") == nil)
      #expect(second.json.labels == ["both": "2"])
    }
  }

  @Test("Keyed lists merge item by item, and conflicts name the item by its keys")
  func keyedLists() async throws {
    let path = "/api/v1/namespaces/default/services/web"
    func service(_ port: JSONValue) -> JSONValue {
      [
        "apiVersion": "v1", "kind": "Service", "metadata": ["name": "web"],
        "spec": ["selector": ["app": "web"], "ports": [port]],
      ]
    }
    try await TestCluster.run { cluster async throws in
      let first = try await Self.apply(
        cluster, service(["port": 80, "name": "http", "protocol": "TCP"]), "a", path: path)
      #expect(first.status == 201)
      let both = try await Self.apply(
        cluster, service(["port": 81, "name": "more", "protocol": "TCP"]), "b", path: path)
      #expect(both.json.at("spec.ports")?.array?.compactMap { $0["port"]?.int } == [80, 81])
      let refused = try await Self.apply(
        cluster, service(["port": 80, "name": "other", "protocol": "TCP"]), "b", path: path)
      #expect(refused.causes.first?["field"] == #".spec.ports[port=80,protocol="TCP"].name"#)
    }
  }

  @Test("What an apply may not do")
  func refusals() async throws {
    try await TestCluster.run { cluster async throws in
      let body = TestCluster.virtualService()
      let anonymous = try await cluster.send("PATCH", Self.path, body, type: "application/apply-patch+yaml")
      #expect(anonymous.status == 422)
      #expect(anonymous.causes.first?["field"] == "fieldManager")
      var owned = body
      owned.setMetadata("managedFields", [])
      #expect(try await Self.apply(cluster, owned, "x").message == "metadata.managedFields must be nil")
      var unknown = body
      unknown[["spec", "hostz"]] = []
      #expect(
        try await Self.apply(cluster, unknown, "x").message.hasSuffix(".spec.hostz: field not declared in schema"))
      _ = try await Self.apply(cluster, body, "x")
      var stale = body
      stale.setMetadata("resourceVersion", "1")
      #expect(try await Self.apply(cluster, stale, "x").message.contains("the object has been modified"))
      let yaml = "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: reviews}\n"
      let text = try await cluster.client.send(
        "PATCH", "\(Self.path)?fieldManager=y&dryRun=All",
        headers: cluster.headers() + [("Content-Type", "application/apply-patch+yaml")], body: Array(yaml.utf8))
      #expect(text.status == 200)
    }
  }
}
