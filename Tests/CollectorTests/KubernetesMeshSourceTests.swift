import Kubernetes
import MeshModel
import ProxyStats
import Testing
import TrafficConfig

@testable import Collector

/// A mesh behind a Kubernetes API of a few canned answers.
@Suite(.timeLimit(.minutes(10))) struct KubernetesMeshSourceTests {
  static let deployment = """
    {"metadata":{"name":"reviews-v1","namespace":"default"},"spec":{"replicas":2,"template":{"metadata":{"labels":\
    {"app":"reviews","version":"v1"}}}},"status":{"replicas":2,"availableReplicas":1}}
    """

  static func pod(
    _ name: String, owner: String, ip: String, container: String = "istio-proxy", extra: String = ""
  ) -> String {
    """
    {"metadata":{"name":"\(name)","namespace":"default","labels":{"app":"reviews","version":"v1",\
    "pod-template-hash":"abc"}\(extra),"ownerReferences":[{"kind":"ReplicaSet","name":"\(owner)","controller":true}]},\
    "spec":{"containers":[{"name":"app"},{"name":"\(container)"}]},\
    "status":{"phase":"Running","podIP":"\(ip)","conditions":[{"type":"Ready","status":"True"}]}}
    """
  }

  static let routes = """
    {"metadata":{"name":"reviews","namespace":"default"},"spec":{"hosts":["reviews"],"http":[{"route":\
    [{"destination":{"host":"reviews"}}]}]}}
    """

  /// Lists by plural; what is missing is refused, a nil list is not served, and watches bring nothing.
  static func server(_ lists: [String: [String]?], podProxy: [String: String] = [:]) -> StubServer? {
    StubServer { line in
      let path = (line.split(separator: " ").dropFirst().first.map(String.init) ?? "").replacing("%3A", with: ":")
      func json(_ body: String, _ status: String = "200 OK") -> [UInt8] {
        let head = "Connection: close\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)"
        return Array("HTTP/1.1 \(status)\r\n\(head)\r\n\r\n\(body)".utf8)
      }
      if path.contains("/proxy/") {
        for (pod, page) in podProxy where path.contains("/\(pod)/proxy/stats/prometheus?usedonly&filter=") {
          return Array("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: \(page.utf8.count)\r\n\r\n\(page)".utf8)
        }
        return Array(
          "HTTP/1.1 503 Unavailable\r\nConnection: close\r\nContent-Length: 18\r\n\r\nconnection refused".utf8)
      }
      if path.contains("watch=") { return nil }
      if path == "/apis/networking.istio.io" {
        return json("{\"kind\":\"APIGroup\",\"name\":\"networking.istio.io\",\"versions\":[{\"version\":\"v1\"}]}")
      }
      let plural = path.prefix { $0 != "?" }.split(separator: "/").last.map(String.init) ?? ""
      guard let list = lists[plural] else {
        return json("{\"kind\":\"Status\",\"reason\":\"Forbidden\",\"message\":\"no\",\"code\":403}", "403 Forbidden")
      }
      guard var items = list else { return json("{}", "404 Not Found") }
      // The rules of the root namespace are asked for, too.
      if path.contains("/istio-system/") { items = [] }
      return json("{\"metadata\":{\"resourceVersion\":\"5\"},\"items\":[\(items.joined(separator: ","))]}")
    }
  }

  static func source(_ server: StubServer) throws -> (KubernetesMeshSource, KubernetesClient) {
    let url = ServerURL(isTLS: false, host: "127.0.0.1", port: Int(server.port))
    let client = try KubernetesClient(connection: ClusterConnection(server: url))
    return (KubernetesMeshSource(client: client), client)
  }

  static func inventory(_ lists: [String: [String]?]) async throws -> MeshInventory {
    let server = try #require(Self.server(lists))
    defer { server.close() }
    let (source, client) = try source(server)
    var inventories = source.inventory(namespaces: ["default"]).makeAsyncIterator()
    let inventory = try #require(await inventories.next())
    await source.shutdown()
    await client.shutdown()
    return inventory
  }

  static let whole: [String: [String]?] = [
    "pods": [
      pod("reviews-v1-abc-1", owner: "reviews-v1-abc", ip: "10.0.0.1"),
      pod("reviews-v1-abc-2", owner: "reviews-v1-abc", ip: "10.0.0.2", container: "other"),
      pod(
        "reviews-v1-abc-3", owner: "reviews-v1-abc", ip: "10.0.0.3",
        extra: ",\"deletionTimestamp\":\"2026-01-01T00:00:00Z\""),
    ],
    "services": [
      """
      {"metadata":{"name":"reviews","namespace":"default"},\
      "spec":{"selector":{"app":"reviews"},"ports":[{"port":9080}]}}
      """
    ],
    "deployments": [deployment], "replicasets": [], "statefulsets": nil, "daemonsets": nil,
    "namespaces": ["{\"metadata\":{\"name\":\"shop\"}}", "{\"metadata\":{\"name\":\"default\"}}"],
    "virtualservices": [routes], "destinationrules": [], "gateways": [], "serviceentries": nil, "sidecars": nil,
    "peerauthentications": nil, "requestauthentications": nil, "configmaps": nil,
  ]

  @Test func putsTheObjectsTogether() async throws {
    let inventory = try await Self.inventory(Self.whole)
    #expect(inventory.controlPlaneProblem == nil, "\(inventory.controlPlaneProblem?.text ?? "")")
    #expect(inventory.notices.isEmpty, "\(inventory.notices)")
    #expect(inventory.proxies.map(\.id) == ["default/reviews-v1-abc-1"])
    #expect(inventory.proxies.first?.workload == "reviews-v1")
    let workload = try #require(inventory.configuration.workloads.first)
    #expect(workload.id.name == "reviews-v1")
    #expect(workload.pods.count == 3)
    #expect(workload.replicas == Replicas(desired: 2, current: 2, available: 1))
    #expect(inventory.configuration.services.map(\.id.name) == ["reviews"])
    #expect(inventory.configuration.virtualServices.map(\.name) == ["reviews"])
  }

  @Test func whatIsForbiddenIsTold() async throws {
    var lists = Self.whole
    lists.removeValue(forKey: "virtualservices")
    let inventory = try await Self.inventory(lists)
    #expect(inventory.controlPlaneProblem == nil)
    let notice = try #require(inventory.notices.first)
    #expect(notice.code == "forbidden")
    #expect(notice.text.contains("virtualservices.networking.istio.io"))
    #expect(inventory.proxies.count == 1)
  }

  @Test(.timeLimit(.minutes(10))) func otherObjectsAreListedAndTheirRefusalIsOnlyNoted() async throws {
    var lists = Self.whole
    lists["serviceentries"] = [
      "{\"metadata\":{\"name\":\"maps\",\"namespace\":\"default\"},\"spec\":{\"hosts\":[\"maps.example.com\"]}}"
    ]
    lists["sidecars"] = ["{\"metadata\":{\"name\":\"narrow\",\"namespace\":\"default\"},\"spec\":{}}"]
    lists.removeValue(forKey: "peerauthentications")
    let server = try #require(Self.server(lists))
    defer { server.close() }
    let (source, client) = try Self.source(server)
    var found: MeshInventory?
    for await inventory in source.inventory(namespaces: ["default"])
    where inventory.configuration.otherObjects.count == 2 && !inventory.notices.isEmpty {
      found = inventory
      break
    }
    await source.shutdown()
    await client.shutdown()
    let inventory = try #require(found)
    #expect(inventory.configuration.otherObjects.compactMap { $0["kind"]?.string } == ["ServiceEntry", "Sidecar"])
    #expect(inventory.configuration.externalHosts == ["maps.example.com"])
    let notice = try #require(inventory.notices.first)
    #expect(notice.level == .info && notice.text.contains("peerauthentications.security.istio.io"))
  }

  @Test("which kinds were listed is known", .timeLimit(.minutes(10)), arguments: [nil, "sidecars", "gateways"])
  func listedKinds(refused: String?) async throws {
    var lists = Self.whole
    for kind in ["serviceentries", "sidecars", "peerauthentications", "requestauthentications"] { lists[kind] = [] }
    lists["namespaces"] = [
      "{\"metadata\":{\"name\":\"default\",\"labels\":{\"istio.io/dataplane-mode\":\"ambient\",\"istio.io/use-waypoint\":\"w\"}}}",
      "{\"metadata\":{\"name\":\"shop\"}}",
    ]
    if let refused { lists.removeValue(forKey: refused) }
    let server = try #require(Self.server(lists))
    defer { server.close() }
    let (source, client) = try Self.source(server)
    var wanted: Set<String> = [
      "ServiceEntry", "Sidecar", "PeerAuthentication", "RequestAuthentication", "Gateway", "DestinationRule",
      "Deployment",
      "ReplicaSet",
    ]
    if let refused { wanted = wanted.filter { "\($0.lowercased())s" != refused } }
    var found: MeshConfiguration?
    for await inventory in source.inventory(namespaces: ["default"])
    where inventory.configuration.listedKinds == wanted && inventory.configuration.namespaceInfos.count == 2 {
      found = inventory.configuration
      break
    }
    await source.shutdown()
    await client.shutdown()
    let configuration = try #require(found)
    #expect(configuration.namespaces == ["default"])
    #expect(configuration.namespaceInfos.map(\.name) == ["default", "shop"])
    #expect(configuration.namespaceInfos[0].isAmbient && configuration.namespaceInfos[0].waypoint == "w")
  }

  @Test func withoutPodsThereIsAProblem() async throws {
    var lists = Self.whole
    lists.removeValue(forKey: "pods")
    let inventory = try await Self.inventory(lists)
    #expect(inventory.controlPlaneProblem?.text.contains("list pods") == true)
    #expect(inventory.proxies.isEmpty)
  }

  @Test(arguments: [15020, 15090]) func eitherPortWillDo(_ port: Int) async throws {
    let server = try #require(Self.server([:], podProxy: ["web-1:\(port)": Sample(value: 5).text]))
    defer { server.close() }
    let (source, client) = try Self.source(server)
    let target = ProxyTarget(
      id: "default/web-1", namespace: "default", pod: "web-1",
      address: .pod(namespace: "default", name: "web-1", ip: "127.0.0.1"))
    for _ in 0..<2 {
      var fold = try await source.poll(
        PollRequest(target: target, deadline: 5), into: PollFold(parser: StatsPageParser(), clock: FixedClock(now: 7)))
      #expect(fold.parser.finish().samples == 1)
      #expect(fold.answeredAt == 7)
    }
    await client.shutdown()
    await source.shutdown()
  }

  @Test func aRefusalOfBothPortsIsTold() async throws {
    let server = try #require(Self.server([:]))
    defer { server.close() }
    let (source, client) = try Self.source(server)
    let target = ProxyTarget(
      id: "default/web-1", namespace: "default", pod: "web-1",
      address: .pod(namespace: "default", name: "web-1", ip: "127.0.0.1"))
    let failure = await #expect(throws: PollFailure.self) {
      _ = try await source.poll(
        PollRequest(target: target, deadline: 5), into: PollFold(parser: StatsPageParser(), clock: FixedClock(now: 7)))
    }
    #expect(failure?.reason.contains("503") == true, "\(failure?.reason ?? "")")
    await client.shutdown()
    await source.shutdown()
  }
}
