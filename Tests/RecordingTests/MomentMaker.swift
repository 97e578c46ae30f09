import Documents
import MeshModel
import TrafficConfig

@testable import Recording

/// Moments of a small mesh whose numbers are made from a seed and fit into a recording's accuracy.
struct MomentMaker {
  var seed: UInt64
  var services = 6

  mutating func next(_ bound: Int) -> Int {
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((seed >> 33) % UInt64(bound))
  }

  /// A multiple of 1/4 below 4,096: 14 bits.
  mutating func figure() -> Double { Double(next(16_384)) / 4 }

  /// Others are filled at each look.
  private mutating func buckets() -> LatencyBuckets {
    var buckets: [LatencyBuckets.Bucket] = []
    for i in 0..<5 where next(3) > 0 {
      let lower = Double(i) / 2
      let upper: Double = i == 4 ? .infinity : lower + 0.5
      buckets.append(LatencyBuckets.Bucket(lower: lower, upper: upper, count: figure()))
    }
    return LatencyBuckets(buckets)
  }

  mutating func moment(at time: Double) -> MeshMoment {
    var nodes: [MeshNode] = []
    for i in 0..<services {
      nodes.append(
        MeshNode(
          id: NodeID("svc_k_default_s\(i)"), kind: .service, namespace: "default", service: "s\(i)", isRoot: i == 0,
          health: Health(.degraded, reason: "\(next(100)) % errors"), badges: [.virtualService, .trafficShifting],
          replicas: Replicas(desired: next(5), current: next(5), available: 0),
          inbound: RequestTotals(rate: figure(), errorRate: figure()), latency: Latency(p50: figure(), p95: figure())))
    }
    let edges = (1..<services).map { i in
      var edge = MeshEdge(
        id: EdgeID(source: nodes[i - 1].id, target: nodes[i].id, protocol: i == 2 ? .tcp : .http), rate: figure(),
        errorRate: figure(), percentOfSource: 100, latency: i == 3 ? nil : Latency(p99: figure()), mtlsPercent: 100,
        configuredWeight: i == 1 ? 80 : nil)
      edge.latencyBuckets = buckets()
      for code in ["200", "404", "503"] {
        edge.responses[ResponseKey(code: code, flags: code == "503" ? "UO,URX" : "-", host: "s\(i).default")] =
          figure()
      }
      return edge
    }
    var proxy = ProxyStatus(id: "default/p-1", namespace: "default", pod: "p-1", age: figure(), bytes: next(1 << 30))
    proxy.state = next(2) == 0 ? .answering : .failing(reason: "no answer for \(next(60)) s")
    var cluster = ProxyCluster(name: "outbound|80|v1|s1.default.svc.cluster.local")
    var host = ProxyHost(address: "10.0.0.\(next(200)):80")
    host.requests = UInt64(next(1 << 30)) << 20
    cluster.hosts = [host]
    cluster.counters = ClusterCounters()
    cluster.counters?.responses = ["200": 5e9 + figure(), "503": figure()]
    proxy.clusters = [cluster]
    proxy.restarts = 1
    proxy.restartedAt = time - 100
    let object = JSONValue.object(
      JSONObject([
        ("kind", "VirtualService"),
        ("metadata", .object(JSONObject([("name", "s1"), ("namespace", "default")]))),
        ("spec", .object(JSONObject([("x-unknown", .number(JSONNumber(text: "1.50") ?? JSONNumber(1)))]))),
      ]))
    let workload = WorkloadInfo(
      id: WorkloadID(namespace: "default", name: "w"), labels: ["b": "2", "a": "1", "c": "3"],
      pods: [PodInfo(name: "p-1", ip: "10.0.0.1")])
    var service = ServiceInfo(
      id: ServiceID(namespace: "default", name: "s1"), selector: ["app": "s1"],
      ports: [ServicePort(name: "http", number: 80, targetPort: 8_080)])
    service.waypoint = "none"
    service.unboundWaypoint = next(2) == 0 ? "gone" : nil
    let point = { (rate: Double) in
      TrafficPoint(time: time, seconds: 2, since: time - 2.5, rate: rate, p50: 1.5, p95: rate, p99: 2_000)
    }
    let snapshot = MeshSnapshot(
      timestamp: time, windowSeconds: 30, graphType: .service, nodes: nodes, edges: edges, services: [service],
      workloads: [workload], proxies: [proxy],
      notices: [Notice(code: "X", text: "\(next(9)) proxies do not answer")],
      nodeHistory: Dictionary(uniqueKeysWithValues: nodes.dropLast().map { ($0.id, [point($0.inbound.rate)]) }),
      edgeHistory: Dictionary(uniqueKeysWithValues: edges.map { ($0.id, [point($0.rate)]) }),
      controlPlaneProblem: next(3) == 0 ? ControlPlaneProblem(.unreachable, "no answer") : nil)
    return MeshMoment(
      snapshot: snapshot,
      configuration: MeshConfiguration(
        virtualServices: [VirtualService(document: object)], services: [service], workloads: [workload],
        externalHosts: ["example.com"], rootNamespace: "istio-root", domain: "corp.local",
        listedKinds: ["Sidecar", "RequestAuthentication"],
        namespaceInfos: [NamespaceInfo(name: "default", isAmbient: true, waypoint: "w\(next(2))")]))
  }
}

/// Everything in a moment that is recorded, for comparison.
struct MomentContent: Hashable {
  var time: Double
  var window: Double
  var graphType: GraphType
  var nodes: [MeshNode]
  var edges: [MeshEdge]
  var services: [ServiceInfo]
  var workloads: [WorkloadInfo]
  var proxies: [ProxyStatus]
  var notices: [Notice]
  var nodePoints: [NodeID: [TrafficPoint]]
  var edgePoints: [EdgeID: [TrafficPoint]]
  var problem: ControlPlaneProblem?
  var virtualServices: [String]
  var hosts: [String]
  var rootNamespace: String
  var domain: String
  var listedKinds: Set<String>
  var namespaceInfos: [NamespaceInfo]

  init(_ moment: MeshMoment) {
    let snapshot = moment.snapshot
    (time, window, graphType) = (snapshot.timestamp, snapshot.windowSeconds, snapshot.graphType)
    (nodes, edges, services, workloads) = (snapshot.nodes, snapshot.edges, snapshot.services, snapshot.workloads)
    (proxies, notices, problem) = (snapshot.proxies, snapshot.notices, snapshot.controlPlaneProblem)
    nodePoints = snapshot.nodeHistory.filter { !$0.value.isEmpty }
    edgePoints = snapshot.edgeHistory.filter { !$0.value.isEmpty }
    virtualServices = moment.configuration.virtualServices.map { $0.document.serialized() }
    hosts = moment.configuration.externalHosts
    (rootNamespace, domain) = (moment.configuration.rootNamespace, moment.configuration.domain)
    (listedKinds, namespaceInfos) = (moment.configuration.listedKinds, moment.configuration.namespaceInfos)
  }
}
