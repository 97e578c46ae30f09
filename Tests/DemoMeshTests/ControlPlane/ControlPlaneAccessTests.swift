import Documents
import Testing

@testable import DemoMesh

@Suite("Kubernetes API: who may do what")
struct ControlPlaneAccessTests {
  @Test("Without the token there is nothing", arguments: [nil, "Bearer wrong", "Bearer ", "Basic abc"])
  func unauthorized(header: String?) async throws {
    try await TestCluster.read { cluster async throws in
      for path in ["/api/v1/pods", "/version", "/apis", "/nosuch"] {
        let headers = header.map { [("Authorization", $0)] } ?? []
        let answer = try await cluster.client.send("GET", path, headers: headers)
        #expect(answer.status == 401)
        #expect(answer.reason == "Unauthorized")
        #expect(answer.message == "Unauthorized")
        #expect(answer.json["details"] == nil)
      }
    }
  }

  @Test("A prefix or an extension of the token is not the token")
  func tokens() {
    let tokens = AccessTokens()
    #expect(tokens.owner(authorization: "Bearer \(tokens.admin)")?.user == .admin)
    #expect(tokens.owner(authorization: "bearer \(tokens.viewer)")?.user == .viewer)
    #expect(tokens.owner(authorization: "Bearer \(tokens.admin)x") == nil)
    #expect(tokens.owner(authorization: "Bearer \(tokens.admin.dropLast())") == nil)
    #expect(tokens.owner(authorization: tokens.admin) == nil)
    #expect(AccessTokens().admin != tokens.admin)
  }

  @Test("A viewer reads, and is told what is forbidden")
  func viewer() async throws {
    try await TestCluster.run { cluster async throws in
      let token = cluster.plane.tokens.viewer
      #expect(try await cluster.send("GET", "/api/v1/pods", token: token).status == 200)
      let path = "\(TestCluster.istio)/virtualservices"
      try await cluster.send("POST", path, TestCluster.virtualService())
      let refused = try await cluster.send(
        "PATCH", "\(path)/reviews", [:], type: "application/merge-patch+json", token: token)
      #expect(refused.status == 403)
      #expect(refused.reason == "Forbidden")
      #expect(
        refused.message == #"virtualservices.networking.istio.io "reviews" is forbidden: User "demo-viewer" cannot "#
          + #"patch resource "virtualservices" in API group "networking.istio.io" in the namespace "default""#)
      #expect(refused.json.at("details.name") == "reviews")
      let secrets = try await cluster.send("GET", "/api/v1/secrets", token: token)
      #expect(secrets.message.hasSuffix("at the cluster scope"))
      #expect(secrets.json.at("details.group") == nil)
    }
  }

  @Test(
    "An access review answers 201 and without a reason",
    arguments: [
      ("get", "pods", "", "", true, true), ("delete", "pods", "", "", true, false),
      ("get", "pods", "proxy", "", true, true), ("get", "secrets", "", "", true, false),
      ("patch", "virtualservices", "", "networking.istio.io", true, false),
      ("create", "pods", "exec", "", true, false),
    ])
  func reviews(
    verb: String, resource: String, subresource: String, group: String, admin: Bool, viewer: Bool
  ) async throws {
    try await TestCluster.read { cluster async throws in
      let body: JSONValue = [
        "apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview",
        "spec": [
          "resourceAttributes": [
            "verb": .string(verb), "resource": .string(resource), "subresource": .string(subresource),
            "group": .string(group), "namespace": "default",
          ]
        ],
      ]
      let path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
      for (token, allowed) in [(cluster.plane.tokens.admin, admin), (cluster.plane.tokens.viewer, viewer)] {
        let answer = try await cluster.send("POST", path, body, token: token)
        #expect(answer.status == 201)
        #expect(answer.json.at("status.allowed") == .bool(allowed))
        #expect(answer.json.at("status.reason") == nil)
      }
    }
  }

  @Test("A review in protobuf, as kubectl posts it")
  func protobuf() throws {
    var body = ProtobufWriter()
    body.message(1) { type in
      type.string(1, "authorization.k8s.io/v1")
      type.string(2, "SelfSubjectAccessReview")
    }
    body.message(2) { message in
      message.message(2) { spec in
        spec.message(1) { attributes in
          attributes.string(1, "default")
          attributes.string(2, "get")
          attributes.string(3, "")
          attributes.string(5, "pods")
        }
      }
    }
    let document = try #require(ProtobufBody.document([0x6B, 0x38, 0x73, 0x00] + body.bytes))
    #expect(document.kind == "SelfSubjectAccessReview")
    #expect(
      document.at("spec.resourceAttributes") == ["namespace": "default", "verb": "get", "resource": "pods"])
    #expect(ProtobufBody.document(body.bytes) == nil)
  }

  @Test("Damaged protobuf is read as far as it goes and never traps")
  func damagedProtobuf() {
    var body = ProtobufWriter()
    body.message(1) { type in
      type.string(1, "v1")
      type.string(2, "ConfigMap")
    }
    body.message(2) { message in
      message.message(1) { $0.string(1, "name") }
      message.message(2) { entry in
        entry.string(1, "key")
        entry.string(2, "value")
      }
    }
    let good = [0x6B, 0x38, 0x73, 0x00] + body.bytes
    #expect(ProtobufBody.document(good)?.at("data.key") == "value")
    let random = NameSource(seed: 7)
    for _ in 0..<2000 {
      var bytes = good
      for _ in 0..<(1 + random.next() % 4) {
        bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
      }
      let document = ProtobufBody.document(Array(bytes.prefix(Int(random.next() % UInt64(bytes.count + 1)))))
      if let document { #expect(document.object != nil) }
    }
  }
}
