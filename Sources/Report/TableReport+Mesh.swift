import Cells
import MeshModel

extension TableReport {
  /// The services with what they receive.
  public static func services(_ snapshot: MeshSnapshot) -> TableReport {
    let traffic = ServiceTraffic(snapshot)
    return TableReport(
      columns: [.init("namespace"), .init("service"), .init("type"), .init("ports"), .init("workloads")]
        + trafficColumns
        + [.init("health"), .hidden("healthReason")],
      rows: snapshot.services.sorted { $0.id < $1.id }.map { service in
        let nodes = traffic.nodes(of: service)
        // Where all proxies answer, a service that is in none of their figures had no requests.
        let isIdle = nodes.isEmpty && hasFigures(snapshot)
        let health = isIdle ? Health(.idle) : nodes.health
        return [
          .text(service.id.namespace), .text(service.id.name), .text(type(of: service)),
          .numbers(service.ports.map(\.number)),
          .list(traffic.workloads(of: service).map(\.id.name)),
        ] + values(isIdle ? RequestTotals() : nodes.inbound, nodes.latency) + [
          .health(health.status), .optional(health.reason),
        ]
      }, whenEmpty: "No services.")
  }

  /// Whether everybody that could tell of requests did.
  private static func hasFigures(_ snapshot: MeshSnapshot) -> Bool {
    guard snapshot.windowSeconds > 0 else { return false }
    if let store = snapshot.store { return store.age != nil && store.problem == nil }
    return !snapshot.proxies.isEmpty && snapshot.proxies.allSatisfy { $0.state == .answering }
  }

  /// Its type in Kubernetes, with what clients reach by it where that is no address of its own.
  private static func type(of service: ServiceInfo) -> String {
    if service.isHeadless { return "headless" }
    return service.externalName.map { "ExternalName \($0)" } ?? service.type
  }

  /// The workloads with their pods and what they receive and send.
  public static func workloads(_ snapshot: MeshSnapshot) -> TableReport {
    let traffic = ServiceTraffic(snapshot)
    return TableReport(
      columns: [
        .init("namespace"), .init("workload"), .init("kind"), .init("app"), .init("version"), .hidden("pods"),
        .hidden("readyPods"), .init("ready", isNumber: true), .init("proxies", isNumber: true), .init("mesh"),
        .init("proxyVersion", title: "ISTIO"), .hidden("revision"), .init("mtls", title: "MTLS"),
      ] + trafficColumns + [
        .init("outboundRate", title: "RATE OUT", isNumber: true), .init("health"), .hidden("healthReason"),
      ],
      rows: snapshot.workloads.sorted { $0.id < $1.id }.map { workload in
        let nodes = traffic.nodes(of: workload.id)
        let health = nodes.health
        let ready = workload.pods.count { $0.isReady }
        return [
          .text(workload.id.namespace), .text(workload.id.name), .optional(workload.kind), .optional(workload.app),
          .optional(workload.version), .count(workload.pods.count), .count(ready),
          .text("\(ready)/\(workload.pods.count)"),
          .count(workload.pods.count { $0.hasProxy }), .optional(words(workload.meshModes)),
          .optional(words(workload.proxyVersions)), .optional(words(workload.revisions)),
          .optional(workload.mutualTLS?.rawValue),
        ] + values(nodes.inbound, nodes.latency) + [
          .rate(nodes.outbound?.rate), .health(health.status), .optional(health.reason),
        ]
      }, whenEmpty: "No workloads.")
  }

  /// Nil for none.
  private static func words(_ words: [String]) -> String? { words.isEmpty ? nil : words.joined(separator: " ") }

  private static let trafficColumns: [Column] = [
    .init("rate", isNumber: true), .init("percentError", title: "ERRORS", isNumber: true),
    .init("p50Ms", title: "P50", isNumber: true), .init("p95Ms", title: "P95", isNumber: true),
    .init("p99Ms", title: "P99", isNumber: true), .hidden("bytesPerSecond"),
  ]

  private static func values(_ totals: RequestTotals?, _ latency: Latency?) -> [TableValue] {
    [
      .rate(totals?.rate), .percent(totals?.percentError), .milliseconds(latency?.p50), .milliseconds(latency?.p95),
      .milliseconds(latency?.p99),
      totals.map { .number($0.bytesPerSecond, shown: NumberFormat.bytes($0.bytesPerSecond, width: 0)) } ?? .missing,
    ]
  }
}
