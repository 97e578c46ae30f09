import Cells
import MeshModel

extension TableReport {
  /// The proxies, how they answer, what their traffic is read from, and what they say of themselves.
  public static func proxies(_ snapshot: MeshSnapshot) -> TableReport {
    TableReport(
      columns: [
        .init("namespace"), .init("pod"), .init("workload"), .init("version"), .init("source"), .init("state"),
        .init("ageSeconds", title: "AGE", isNumber: true), .init("pollMs", title: "POLL", isNumber: true),
        .init("bytes", title: "SIZE", isNumber: true), .hidden("uptimeSeconds"), .hidden("restarts"),
        .init("configVersion", title: "CONFIG"), .init("rejectedUpdates", title: "REJECTED", isNumber: true),
        .init("ejectedHosts", title: "EJECTED", isNumber: true), .init("openBreakers", title: "OPEN", isNumber: true),
        .init("reason"),
      ],
      rows: snapshot.proxies.sorted { $0.id < $1.id }.map(row), whenEmpty: "No proxies.")
  }

  private static func row(_ proxy: ProxyStatus) -> [TableValue] {
    var state = "pending"
    var reason = proxy.source == nil ? proxy.adminProblem : nil
    switch proxy.state {
    case .pending: break
    case .answering: state = "answering"
    case .failing(let why): (state, reason) = ("failing", why)
    }
    let size =
      proxy.bytes > 0 ? String(NumberFormat.bytes(Double(proxy.bytes), width: 0).dropLast(2)) : NumberFormat.missing
    let isKnown = proxy.adminAge != nil
    let versions = proxy.counters?.configurationVersions ?? [:]
    let rejected = proxy.counters.map { $0.rejectedUpdates.values.reduce(0, +) }
    return [
      .text(proxy.namespace), .text(proxy.pod), .optional(proxy.workload), .optional(proxy.info?.version),
      .optional(proxy.source?.words), .text(state), .age(proxy.age), .milliseconds(proxy.latencyMs),
      .number(Double(proxy.bytes), shown: size),
      (proxy.counters?.uptime ?? proxy.info?.uptime).map { .number($0, shown: "") } ?? .missing,
      .count(proxy.restarts),
      .optional(
        versions.isEmpty
          ? nil
          : versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            .joined(separator: " ")),
      rejected.map { .count(Int($0)) } ?? .missing, isKnown ? .count(proxy.ejections) : .missing,
      isKnown ? .count(proxy.openBreakers) : .missing, .optional(reason),
    ]
  }
}
