import Documents
import Testing

@testable import DemoMesh

@Suite("Kubernetes API: discovery and schemas")
struct ControlPlaneDiscoveryTests {
  @Test("Classic discovery names every group, version and resource")
  func classic() async throws {
    try await TestCluster.read { cluster async throws in
      #expect(try await cluster.get("/api").json["versions"] == ["v1"])
      let groups = try await cluster.get("/apis").json["groups"]?.array ?? []
      let names = groups.compactMap { $0["name"]?.string }
      #expect(names.contains("networking.istio.io"))
      for group in groups {
        for version in group["versions"]?.array ?? [] {
          let path = version["groupVersion"]?.string ?? ""
          let list = try await cluster.get("/apis/\(path)")
          #expect(list.json["kind"] == "APIResourceList")
          #expect(list.json["resources"]?.array?.isEmpty == false)
        }
      }
      let core = try await cluster.get("/api/v1").json["resources"]?.array ?? []
      #expect(core.contains { $0["name"] == "pods/proxy" })
      #expect(core.contains { $0["name"] == "pods" && $0["shortNames"] == ["po"] })
    }
  }

  @Test("Aggregated discovery, if asked for", arguments: ["v2", "v2beta1"])
  func aggregated(version: String) async throws {
    try await TestCluster.read { cluster async throws in
      let accept = "application/json;g=apidiscovery.k8s.io;v=\(version);as=APIGroupDiscoveryList,application/json"
      let answer = try await cluster.get("/apis", accept: accept)
      #expect(answer.headers.first(name: "content-type")?.contains("v=\(version)") == true)
      #expect(answer.json["apiVersion"] == .string("apidiscovery.k8s.io/\(version)"))
      let istio = answer.items.first { $0.objectName == "networking.istio.io" }
      #expect(istio?["versions"]?.array?.compactMap { $0["version"]?.string } == ["v1", "v1beta1", "v1alpha3"])
    }
  }

  @Test("OpenAPI 2 holds a schema and a dry-run parameter for every kind that is written")
  func openAPI2() async throws {
    try await TestCluster.read { cluster async throws in
      let document = try await cluster.get("/openapi/v2").json
      #expect(document["swagger"] == "2.0")
      let schema = document.at("definitions")?["io.istio.networking.v1.VirtualService"]
      #expect(schema?["x-kubernetes-group-version-kind"]?.array?.count == 3)
      let path = "/apis/networking.istio.io/v1/namespaces/{namespace}/virtualservices/{name}"
      let patch = document["paths"]?[path]?["patch"]
      #expect(patch?["parameters"]?.array?.contains { $0["name"] == "dryRun" } == true)
      // Every reference leads somewhere.
      let definitions = document["definitions"]?.object ?? JSONObject()
      for reference in references(document) {
        #expect(definitions[String(reference.dropFirst("#/definitions/".count))] != nil, "\(reference)")
      }
    }
  }

  @Test("OpenAPI 2 in protobuf says the same as in JSON")
  func protobuf() async throws {
    try await TestCluster.read { cluster async throws in
      let binary = try await cluster.get(
        "/openapi/v2", accept: "application/com.github.proto-openapi.spec.v2@v1.0+protobuf")
      #expect(binary.headers.first(name: "content-type")?.contains("@") == false)
      var reader = ProtobufReader(binary.body[...])
      var fields: [Int: Int] = [:]
      var definitions: Set<String> = []
      while let (number, value) = reader.next() {
        fields[number, default: 0] += 1
        guard number == 9, case .bytes(let bytes) = value else { continue }
        var list = ProtobufReader(bytes)
        while let (_, value) = list.next() {
          guard case .bytes(let named) = value else { continue }
          var entry = ProtobufReader(named)
          if case .bytes(let name)? = entry.next()?.value { definitions.insert(String(decoding: name, as: UTF8.self)) }
        }
      }
      #expect(fields == [1: 1, 2: 1, 8: 1, 9: 1])
      let json = try await cluster.get("/openapi/v2").json
      #expect(definitions == Set(json["definitions"]?.object?.keys ?? []))
    }
  }

  @Test("OpenAPI 3 has a document for each group and version")
  func openAPI3() async throws {
    try await TestCluster.read { cluster async throws in
      let paths = try await cluster.get("/openapi/v3").json["paths"]?.object ?? JSONObject()
      #expect(paths.keys.contains("apis/networking.istio.io/v1beta1"))
      for (_, entry) in paths {
        let url = try #require(entry["serverRelativeURL"]?.string)
        let document = try await cluster.get(url).json
        #expect(document["openapi"] == "3.0.0")
        let schemas = document.at("components.schemas")?.object ?? JSONObject()
        for reference in references(document) {
          #expect(schemas[String(reference.dropFirst("#/components/schemas/".count))] != nil, "\(reference)")
        }
      }
    }
  }

  @Test("Version and health")
  func version() async throws {
    try await TestCluster.read { cluster async throws in
      #expect(try await cluster.get("/version").json["gitVersion"]?.string?.hasPrefix("v1.") == true)
      for path in ["/healthz", "/livez", "/readyz"] { #expect(try await cluster.get(path).text == "ok") }
    }
  }

  private func references(_ value: JSONValue) -> Set<String> {
    switch value {
    case .object(let object):
      object.reduce(into: []) { found, member in
        if member.key == "$ref", let text = member.value.string { found.insert(text) }
        found.formUnion(references(member.value))
      }
    case .array(let array): array.reduce(into: []) { $0.formUnion(references($1)) }
    default: []
    }
  }
}
