import Documents
import MeshModel
import Testing
import TrafficConfig

@testable import DemoMesh

@Suite("Controllers")
struct ControlPlaneControllerTests {
  private static let apps = "/apis/apps/v1/namespaces/default"
  private static let core = "/api/v1/namespaces/default"

  @Test("At the start everything is there and ready")
  func start() async throws {
    try await TestCluster.read { cluster async throws in
      let pods = try await cluster.get("\(Self.core)/pods").items
      #expect(pods.count == 6)
      for pod in pods {
        #expect(ControllerPass.isReady(pod))
        #expect(pod.at("spec.containers")?.array?.compactMap { $0["name"]?.string }.last == "istio-proxy")
        #expect(pod.labels["service.istio.io/canonical-name"] == pod.labels["app"])
        #expect(pod.at("status.podIP")?.string?.isEmpty == false)
      }
      #expect(Set(pods.compactMap { $0.at("status.podIP")?.string }).count == 6)
      let endpoints = try await cluster.get("\(Self.core)/endpoints/reviews").json
      #expect(endpoints.at("subsets[0].addresses")?.array?.count == 3)
      #expect(try await cluster.get("/apis/networking.istio.io/v1/virtualservices").items.isEmpty)
      let deployment = try await cluster.get("\(Self.apps)/deployments/reviews-v1").json
      #expect(deployment.at("status.availableReplicas") == 1)
      #expect(deployment.at("status.observedGeneration") == deployment.at("metadata.generation"))
    }
  }

  @Test("Scaling makes and removes pods, and the endpoints follow")
  func scale() async throws {
    try await TestCluster.run { cluster async throws in
      let path = "\(Self.apps)/deployments/reviews-v2/scale"
      let scale = try await cluster.get(path).json
      #expect(scale["kind"] == "Scale")
      #expect(scale.at("status.selector") == "app=reviews,version=v2")
      var wanted = scale
      wanted[["spec", "replicas"]] = 3
      #expect(try await cluster.send("PUT", path, wanted).json.at("spec.replicas") == 3)
      try await cluster.wait(for: "\(Self.core)/pods?labelSelector=version%3Dv2") { $0.count == 3 }
      try await cluster.wait(for: "\(Self.core)/endpoints") { list in
        list.first { $0.objectName == "reviews" }?.at("subsets[0].addresses")?.array?.count == 5
      }
      let stale = try await cluster.send("PUT", path, wanted)
      #expect(stale.status == 409)
      let none = try await cluster.send(
        "PATCH", path, ["spec": ["replicas": 0]], type: "application/merge-patch+json")
      #expect(none.status == 200)
      try await cluster.wait(for: "\(Self.core)/endpoints") { list in
        list.first { $0.objectName == "reviews" }?.at("subsets[0].addresses")?.array?.count == 2
      }
      let negative = try await cluster.send(
        "PATCH", path, ["spec": ["replicas": -1]], type: "application/merge-patch+json")
      #expect(negative.status == 422)
    }
  }

  @Test("A deleted pod is replaced by a new one")
  func replacement() async throws {
    try await TestCluster.run { cluster async throws in
      let path = "\(Self.core)/pods"
      let old = try #require(try await cluster.get(path).items.first { $0.labels["app"] == "ratings" })
      let answer = try await cluster.send("DELETE", "\(path)/\(old.objectName)")
      #expect(answer.json.at("metadata.deletionTimestamp") != nil)
      try await cluster.wait(for: path) { list in
        let pods = list.filter { $0.labels["app"] == "ratings" }
        return pods.count == 1 && pods[0].objectName != old.objectName && ControllerPass.isReady(pods[0])
      }
      let events = try await cluster.get("\(Self.core)/events?fieldSelector=involvedObject.kind%3DReplicaSet")
      #expect(events.items.contains { $0["reason"] == "SuccessfulCreate" })
    }
  }

  @Test("A new template rolls out by a new ReplicaSet, and back")
  func rollout() async throws {
    try await TestCluster.run { cluster async throws in
      let path = "\(Self.apps)/deployments/details-v1"
      func isDone(_ image: String) -> @Sendable ([JSONValue]) -> Bool {
        { pods in
          let pods = pods.filter { $0.labels["app"] == "details" }
          return pods.count == 1 && pods[0].at("spec.containers[0].image")?.string == image
            && ControllerPass.isReady(pods[0])
        }
      }
      let before = try await cluster.get(path).json.at("spec.template.spec.containers[0].image")?.string ?? ""
      for image in ["details:2", before] {
        try await cluster.send(
          "PATCH", path,
          ["spec": ["template": ["spec": ["containers": [["name": "details", "image": .string(image)]]]]]],
          type: "application/strategic-merge-patch+json")
        try await cluster.wait(for: "\(Self.core)/pods", until: isDone(image))
      }
      let sets = try await cluster.get("\(Self.apps)/replicasets").items.filter { $0.labels["app"] == "details" }
      #expect(sets.count == 2)
      let deployment = try await cluster.get(path).json
      #expect(deployment.annotations["deployment.kubernetes.io/revision"] == "3")
    }
  }

  @Test("A selector that does not fit, or changes, is invalid")
  func invalidDeployments() async throws {
    try await TestCluster.run { cluster async throws in
      var body: JSONValue = [
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": ["name": "web"],
        "spec": [
          "selector": ["matchLabels": ["app": "web"]],
          "template": [
            "metadata": ["labels": ["app": "other"]], "spec": ["containers": [["name": "web", "image": "web:1"]]],
          ],
        ],
      ]
      let path = "\(Self.apps)/deployments"
      #expect(
        try await cluster.send("POST", path, body).causes.first?["field"] == "spec.template.metadata.labels")
      body[["spec", "template", "metadata", "labels"]] = ["app": "web"]
      body[["spec", "template", "spec", "containers"]] = []
      #expect(try await cluster.send("POST", path, body).causes.first?["field"] == "spec.template.spec.containers")
      body[["spec", "replicas"]] = "two"
      let typed = try await cluster.send("POST", path, body)
      #expect(typed.status == 400)
      #expect(typed.message.contains("cannot unmarshal string into Go struct field .spec.replicas of type integer"))
    }
  }

  @Test("The configuration is told at the start and after each change")
  func configuration() async throws {
    let plane = try await ControlPlane(.test)
    let (stream, continuation) = AsyncStream.makeStream(of: MeshConfiguration.self)
    try plane.run(DemoObjects(topology: .bookinfo(), apiURL: plane.url).all) { continuation.yield($0) }
    var updates = stream.makeAsyncIterator()
    let first = try #require(await updates.next())
    let reviews = ServiceID(namespace: "default", name: "reviews")
    let workloads = try #require(first.service(reviews).map(first.workloads))
    #expect(workloads.map(\.id.name) == ["reviews-v1", "reviews-v2", "reviews-v3"])
    #expect(workloads.allSatisfy { $0.pods.count == 1 && $0.pods[0].isReady && $0.pods[0].hasProxy })
    #expect(workloads[0].serviceAccount == "bookinfo-reviews")
    let client = TestClient(port: plane.port)
    let made = try await client.send(
      "POST", "\(TestCluster.istio)/virtualservices", headers: [("Authorization", "Bearer \(plane.tokens.admin)")],
      body: TestCluster.virtualService().serializedBytes())
    #expect(made.status == 201)
    var latest = first
    while latest.virtualServices.isEmpty { latest = try #require(await updates.next()) }
    #expect(latest.virtualService(forHost: "reviews.default.svc.cluster.local", from: "default")?.name == "reviews")
    await plane.stop()
  }

  @Test("One seed gives the same names, another seed others")
  func seeds() async throws {
    func names(_ seed: UInt64) async throws -> [String] {
      var options = ControlPlaneOptions.test
      options.seed = seed
      return try await TestCluster.run(options) { try await $0.get("/api/v1/pods").items.map(\.objectName) }
    }
    let first = try await names(1)
    #expect(try await names(1) == first)
    #expect(try await names(2) != first)
  }
}
