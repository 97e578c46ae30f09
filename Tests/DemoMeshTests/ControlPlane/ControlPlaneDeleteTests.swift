import Documents
import Testing

@testable import DemoMesh

@Suite("Kubernetes API: delete")
struct ControlPlaneDeleteTests {
  private static let path = "\(TestCluster.istio)/virtualservices"

  @Test("A delete tells what went; preconditions must hold")
  func delete() async throws {
    try await TestCluster.run { cluster async throws in
      let made = try await cluster.send("POST", Self.path, TestCluster.virtualService()).json
      let refused = try await cluster.send(
        "DELETE", "\(Self.path)/reviews", ["preconditions": ["resourceVersion": "1"]])
      #expect(refused.status == 409)
      #expect(
        refused.message.contains(
          "the ResourceVersion in the precondition (1) does not match the ResourceVersion in record ("))
      #expect(refused.json.at("details.kind") == "VirtualService")
      let uid = try await cluster.send("DELETE", "\(Self.path)/reviews", ["preconditions": ["uid": "x"]])
      #expect(uid.status == 409)
      let gone = try await cluster.send("DELETE", "\(Self.path)/reviews")
      #expect(gone.json["status"] == "Success")
      #expect(gone.json.at("details.uid") == made.at("metadata.uid"))
      #expect(try await cluster.send("DELETE", "\(Self.path)/reviews").status == 404)
    }
  }

  @Test("A finalizer holds an object until it is taken away")
  func finalizers() async throws {
    try await TestCluster.run { cluster async throws in
      var body = TestCluster.virtualService()
      body.setMetadata("finalizers", ["example.com/hold"])
      try await cluster.send("POST", Self.path, body)
      let marked = try await cluster.send("DELETE", "\(Self.path)/reviews")
      #expect(marked.json.at("metadata.deletionTimestamp") != nil)
      #expect(try await cluster.get("\(Self.path)/reviews").status == 200)
      try await cluster.send(
        "PATCH", "\(Self.path)/reviews", ["metadata": ["finalizers": nil]], type: "application/merge-patch+json")
      #expect(try await cluster.get("\(Self.path)/reviews").status == 404)
    }
  }

  @Test("A collection goes by selector")
  func collection() async throws {
    try await TestCluster.run { cluster async throws in
      for name in ["a", "b", "c"] {
        var body = TestCluster.virtualService(name: name)
        body.setMetadata("labels", ["keep": name == "c" ? "yes" : "no"])
        try await cluster.send("POST", Self.path, body)
      }
      let deleted = try await cluster.send("DELETE", "\(Self.path)?labelSelector=keep%3Dno")
      #expect(deleted.items.count == 2)
      #expect(try await cluster.get(Self.path).items.map(\.objectName) == ["c"])
    }
  }

  @Test("What an object owns goes with it, in the foreground before it, or stays as an orphan")
  func cascade() async throws {
    let path = "/apis/apps/v1/namespaces/default"
    try await TestCluster.run { cluster async throws in
      try await cluster.send("DELETE", "\(path)/deployments/reviews-v1")
      try await cluster.wait(for: "\(path)/replicasets") { $0.count == 5 }
      try await cluster.wait(for: "/api/v1/namespaces/default/pods") { $0.count == 5 }
      let marked = try await cluster.send(
        "DELETE", "\(path)/deployments/reviews-v2", ["propagationPolicy": "Foreground"])
      #expect(marked.json.finalizers == ["foregroundDeletion"])
      try await cluster.wait(for: "\(path)/deployments") { $0.count == 4 }
      #expect(try await cluster.get("/api/v1/namespaces/default/pods").items.count == 4)
      try await cluster.send("DELETE", "\(path)/deployments/reviews-v3", ["propagationPolicy": "Orphan"])
      let sets = try await cluster.get("\(path)/replicasets").items
      let orphan = sets.first { $0.objectName.hasPrefix("reviews-v3-") }
      #expect(orphan?.ownerReferences.isEmpty == true)
    }
  }

  @Test("A namespace takes everything in it along and takes nothing new meanwhile")
  func namespace() async throws {
    try await TestCluster.run { cluster async throws in
      let body: JSONValue = ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "shop"]]
      #expect(try await cluster.send("POST", "/api/v1/namespaces", body).json.at("status.phase") == "Active")
      try await cluster.wait(for: "/api/v1/namespaces/shop/serviceaccounts") { $0.count == 1 }
      try await cluster.send(
        "POST", "/apis/networking.istio.io/v1/namespaces/shop/virtualservices", TestCluster.virtualService())
      let marked = try await cluster.send("DELETE", "/api/v1/namespaces/shop")
      #expect(marked.json.at("status.phase") == "Terminating")
      try await cluster.wait(for: "/api/v1/namespaces") { !$0.map(\.objectName).contains("shop") }
      #expect(
        try await cluster.get("/apis/networking.istio.io/v1/namespaces/shop/virtualservices").items.isEmpty)
    }
  }
}
