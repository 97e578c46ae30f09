import Documents
import Foundation
import MeshModel
import Testing
import TrafficConfig

@testable import DemoMesh

/// Real proxies from end to end. Without Envoy they are skipped; in continuous integration that is a failure.
@Suite("A mesh of real proxies", .enabled(if: EnvoyValidator.isUsable, EnvoyValidator.hint), .realEnvoy, .serialized)
struct EnvoyMeshTests {
  private static let reviews: JSONValue = [
    "apiVersion": "networking.istio.io/v1", "kind": "DestinationRule", "metadata": ["name": "reviews"],
    "spec": [
      "host": "reviews",
      "subsets": .array(
        ["v1", "v2", "v3"].map { ["name": .string($0), "labels": ["version": .string($0)]] }),
    ],
  ]

  @Test("Every pod is ready and has its ports, directly and through the API server; a page comes through the gateway")
  func start() async throws {
    let mesh = try RealEnvoy.mesh
    let pods = try await mesh.cluster.get("/api/v1/pods").items
    #expect(pods.count == 8)
    #expect(pods.allSatisfy(ControllerPass.isReady))
    #expect(await mesh.envoys.processes.count == 7)
    #expect(await mesh.envoys.problems == [])

    let proxies = mesh.demo.proxies
    #expect(proxies.count == 7)
    for proxy in proxies {
      let admin = try #require(proxy.admin.flatMap { URL(string: $0) })
      let ready = try await TestClient(host: admin.host() ?? "", port: admin.port ?? 0).send("GET", "/ready")
      #expect(ready.text == "LIVE\n")
      let base = "/api/v1/namespaces/\(proxy.namespace)/pods/\(proxy.pod)"
      for port in [15090, 15020] {
        let page = try await mesh.cluster.get("\(base):\(port)/proxy/stats/prometheus?usedonly")
        #expect(page.status == 200)
        #expect(page.text.contains("envoy_server_live"))
      }
      let agent = try await TestClient(host: admin.host() ?? "", port: EnvoyPorts.agent).send("GET", "/metrics")
      #expect(agent.text.contains("istio_agent_"))
    }

    let gateway = try #require(URL(string: mesh.demo.gatewayURL))
    let client = TestClient(host: gateway.host() ?? "", port: gateway.port ?? 0)
    let page = try await client.send("GET", "/productpage")
    #expect(page.status == 200)
    #expect(page.headers.first(name: "server") == "istio-envoy")
  }

  @Test("Weights change under 300 requests a second, and none fails")
  func weights() async throws {
    let mesh = try RealEnvoy.mesh
    try await mesh.apply(Self.reviews)
    try await mesh.apply(TestCluster.virtualService([100, 0]))
    let caller = try await mesh.pod("productpage-v1")
    let client = GatewayClient(addresses: ["\(caller.ip):\(EnvoyPorts.outbound)"], connections: 256)
    let entry = EntryLoad(
      host: "reviews:9080", path: "/reviews/0", service: ServiceID(namespace: "default", name: "reviews"), port: 9080)
    let load = EntryLoadGenerator(entries: [entry], rate: 300, pacing: .even(jitter: 0), seed: 7) {
      try await client.send($0)
    }
    let running = Task { await load.run() }
    var count = 0
    for step in 1...20 {
      // Each configuration meets some traffic before the next one comes.
      let least = load.summary.answered.values.reduce(0, +) + 30
      while load.summary.answered.values.reduce(0, +) < least { try await mesh.settle() }
      try await mesh.apply(TestCluster.virtualService(step.isMultiple(of: 2) ? [100, 0] : [20 + step, 80 - step]))
      count += 1
    }
    await load.setRate(0)
    while load.summary.outstanding > 0 { await Task.yield() }
    let summary = load.summary
    running.cancel()
    await running.value
    await client.shutdown()
    #expect(count == 20)
    #expect(summary.sent >= 600)
    #expect(summary.failed == 0)
    #expect(summary.overflow == 0)
    #expect(summary.answered == [200: summary.sent])
    try await mesh.delete("virtualservices", "reviews")
  }

  @Test("A proxy that is killed comes back; the pod's readiness, restarts and Events tell it")
  func killed() async throws {
    let mesh = try RealEnvoy.mesh
    let pod = try await mesh.pod("ratings-v1")
    let path = "/api/v1/namespaces/default/pods"
    let list = try await mesh.cluster.get("\(path)?fieldSelector=metadata.name=\(pod.name)")
    let version = try #require(list.json.at("metadata.resourceVersion")?.string)
    let number = try #require(await mesh.envoys.processes["default/\(pod.name)"])
    #expect(kill(number, SIGKILL) == 0)

    var states: [String] = []
    try await mesh.cluster.watch(
      "\(path)?watch=1&fieldSelector=metadata.name=\(pod.name)&resourceVersion=\(version)"
    ) { event in
      guard let object = event["object"],
        let proxy = object.at("status.containerStatuses")?.array?.first(where: { $0["name"] == "istio-proxy" })
      else { return true }
      let isReady = ControllerPass.isReady(object)
      states.append(
        "\(isReady) \(proxy["restartCount"]?.int ?? -1) \(proxy.at("state.waiting.reason")?.string ?? "running")")
      return !(isReady && proxy["restartCount"]?.int == 1)
    }
    #expect(states.first == "false 0 CrashLoopBackOff")
    #expect(states.last == "true 1 running")
    let document = try await mesh.cluster.get("\(path)/\(pod.name)").json
    let proxy = document.at("status.containerStatuses")?.array?.first { $0["name"] == "istio-proxy" }
    #expect(proxy?.at("lastState.terminated.exitCode") == 137)
    #expect(proxy?.at("lastState.terminated.signal") == 9)
    let events = try await mesh.cluster.get("/api/v1/namespaces/default/events").items
    let backOff = events.first { $0["reason"] == "BackOff" && $0.at("involvedObject.name")?.string == pod.name }
    #expect(backOff?["type"] == "Warning")
    #expect(backOff?["message"]?.string?.contains("the proxy was ended by signal 9") == true)
    #expect(await mesh.envoys.processes["default/\(pod.name)"] != number)
    try await mesh.settle()
  }

  @Test("What cannot be carried over, and what proxies refuse, is in the object's status until it is put right")
  func problems() async throws {
    let mesh = try RealEnvoy.mesh
    func condition(
      _ plural: String, until isRight: @escaping @Sendable (JSONValue?) -> Bool
    ) async throws
      -> JSONValue?
    {
      let path = "\(TestCluster.istio)/\(plural)"
      let find: @Sendable ([JSONValue]) -> JSONValue? = { items in
        items.first { $0.objectName == "reviews" }?.at("status.conditions")?.array?.first { $0["type"] == "Reconciled" }
      }
      try await mesh.cluster.wait(for: path) { isRight(find($0)) }
      return find(try await mesh.cluster.get(path).items)
    }

    var rule = Self.reviews
    rule[["spec", "trafficPolicy"]] = ["loadBalancer": ["simple": "PASSTHROUGH"]]
    try await mesh.apply(rule)
    let unsupported = try await condition("destinationrules") { $0 != nil }
    #expect(unsupported?["status"] == "False")
    #expect(unsupported?["reason"] == "NotSupported")
    #expect(unsupported?["message"]?.string?.hasPrefix("spec.trafficPolicy.loadBalancer.simple: PASSTHROUGH") == true)
    try await mesh.apply(Self.reviews)
    #expect(try await condition("destinationrules") { $0 == nil } == nil)

    var service = TestCluster.virtualService()
    service[["spec", "http", 0, "headers"]] = ["request": ["set": ["x-test": "%NO_SUCH_OPERATOR%"]]]
    try await mesh.apply(service)
    let refused = try await condition("virtualservices") { $0 != nil }
    #expect(refused?["reason"] == "ProxyRefused")
    #expect(refused?["message"]?.string?.contains("NO_SUCH_OPERATOR") == true)
    #expect(refused?["observedGeneration"] == 1)
    #expect(await mesh.envoys.problems.map(\.object.description) == ["VirtualService default/reviews"])
    try await mesh.apply(TestCluster.virtualService())
    #expect(try await condition("virtualservices") { $0 == nil } == nil)
    try await mesh.settle()
    #expect(await mesh.envoys.problems == [])
    try await mesh.delete("virtualservices", "reviews")
  }

  @Test("A pod that is added gets a proxy and an application, and takes its share; one that goes leaves no process")
  func scaling() async throws {
    let mesh = try RealEnvoy.mesh
    func scale(to replicas: Int) async throws {
      let answer = try await mesh.cluster.send(
        "PATCH", "/apis/apps/v1/namespaces/default/deployments/details-v1/scale",
        ["spec": ["replicas": JSONValue(replicas)]], type: "application/merge-patch+json")
      #expect(answer.status == 200)
      try await mesh.cluster.wait(for: "/api/v1/namespaces/default/pods?labelSelector=app=details") { pods in
        pods.count == replicas && pods.allSatisfy(ControllerPass.isReady)
      }
      try await mesh.envoys.waitUntilReady { configuration in
        configuration.workloads.first { $0.id.name == "details-v1" }?.pods.count == replicas
      }
    }
    let before = await mesh.envoys.processes
    try await scale(to: 2)
    let more = await mesh.envoys.processes
    let added = try #require(more.first { before[$0.key] == nil })
    let caller = try await mesh.pod("productpage-v1")
    let client = LoopbackClient(connectionsPerHost: 2)
    let stats = "/api/v1/namespaces/\(added.key.replacing("/", "/pods/")):15020/proxy/stats/prometheus"
    var hasTraffic = false
    while !hasTraffic {
      let answer = try await client.send(
        "GET", "http://\(caller.ip):\(EnvoyPorts.outbound)/details/0", headers: ["Host": "details:9080"])
      try #require(answer.status == 200)
      let page = try await mesh.cluster.get("\(stats)?usedonly&filter=istio_requests_total").text
      hasTraffic = page.contains("reporter=\"destination\"")
    }
    await client.shutdown()
    try await scale(to: 1)
    #expect(await mesh.envoys.processes.count == before.count)
    #expect(kill(added.value, 0) != 0 || before.values.contains(added.value))
  }
}
