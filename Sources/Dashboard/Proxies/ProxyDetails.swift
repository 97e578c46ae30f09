import Cells
import MeshModel
import Texts

/// Writes the close look at a proxy: who it is, how it answers, its configuration, and its clusters.
struct ProxyDetails {
  var proxy: ProxyStatus
  var width: Int

  private static let labelWidth = 10

  var lines: [TextLine] {
    var lines = [heading]
    if let (text, style) = ProxyWords.trouble(proxy) { lines += TextLine.wrapped(text, width: width, style) }
    lines += [labelled(tr("source"), source), labelled(tr("process"), process), labelled(tr("config"), configuration)]
    if let requests { lines.append(labelled(tr("requests"), requests)) }
    lines.append(TextLine())
    guard proxy.adminAge != nil else {
      return lines
        + TextLine.wrapped(
          proxy.adminProblem == nil
            ? tr("Asking its admin interface for clusters …")
            : tr("Its clusters are not known, since Envoy's admin interface cannot be read."), width: width, .muted)
    }
    let shown = proxy.clusters.filter { $0.name.direction != .inbound }
    guard !shown.isEmpty else { return lines + [TextLine(tr("It has no cluster to send requests to."), .muted)] }
    if shown.allSatisfy({ $0.counters == nil }) { lines += missingStatistics + [TextLine()] }
    return lines + shown.sorted(by: Self.order).flatMap { ClusterLines(cluster: $0, width: width).lines }
  }

  /// Those in trouble first, then services with traffic, other services, and what is of the proxy itself; within that by
  /// name.
  private static func order(_ a: ProxyCluster, _ b: ProxyCluster) -> Bool {
    func rank(_ cluster: ProxyCluster) -> Int {
      if !cluster.ejectedHosts.isEmpty || !cluster.openBreakers.isEmpty { return 0 }
      guard cluster.name.service != nil else { return 3 }
      return cluster.hosts.contains { $0.requests > 0 || $0.errors > 0 } ? 1 : 2
    }
    return (rank(a), a.name.text) < (rank(b), b.name.text)
  }

  private var missingStatistics: [TextLine] {
    TextLine.wrapped(
      tr(
        "No retries, refusals and open breakers: this proxy keeps no cluster.* statistics. On an Istio sidecar the "
          + "annotation sidecar.istio.io/statsInclusionRegexps turns them on: cluster\\.outbound.*(upstream_rq_|"
          + "outlier_detection|circuit_breakers).*"), width: width, .muted)
  }

  private var heading: TextLine {
    let sign = ProxyWords.sign(proxy)
    var line = TextLine(sign.text + " ", sign.style)
    line.append(ProxyWords.name(proxy), Style.title.bold)
    line.append("  " + proxy.namespace, .muted)
    if let workload = proxy.workload {
      line.append(tr("  workload "), .muted)
      line.append(workload)
    }
    return line
  }

  private var source: TextLine {
    var line = TextLine()
    switch proxy.source {
    case .istio?: line.append(tr("istio_* metrics"))
    case .clusters?:
      line.append(tr("clusters"), .accent)
      line.append(tr(": it has no istio_* metrics, so no latency, mTLS or callers"), .muted)
    case nil: line.append(tr("none yet"), .muted)
    }
    line.append(tr("   read \(Figures.age(proxy.age)) ago in \(Figures.milliseconds(proxy.latencyMs)), "), .muted)
    line.append(ProxyWords.bytes(proxy.bytes), .muted)
    return line
  }

  private var process: TextLine {
    var parts: [String] = []
    if let info = proxy.info {
      parts.append(tr("Envoy \(info.version)") + (info.state.isEmpty ? "" : ", \(info.state)"))
    }
    if let uptime = proxy.counters?.uptime ?? proxy.info?.uptime { parts.append(tr("up \(Figures.age(uptime))")) }
    if let memory = proxy.counters?.memory { parts.append(ProxyWords.bytes(Int(min(memory, 1e15)))) }
    if let connections = proxy.counters?.connections {
      parts.append(tr("\(Figures.count(connections)) connections in"))
    }
    if proxy.restarts > 0 { parts.append(tr("restarted \(proxy.restarts) times since Vigla looks")) }
    return parts.isEmpty ? TextLine(tr("not known"), .muted) : TextLine(parts.joined(separator: "   "))
  }

  private var configuration: TextLine {
    guard let counters = proxy.counters else { return TextLine(tr("not known"), .muted) }
    var line = TextLine()
    for kind in ["cds", "eds", "lds", "rds"] {
      let rejected = counters.rejectedUpdates[kind] ?? 0
      let version = counters.configurationVersions[kind]
      guard version != nil || rejected > 0 else { continue }
      line.append((line.isEmpty ? "" : "   ") + kind + " ", .muted)
      if let version { line.append(TextFit.ends.fitting(version, width: 24) + (rejected > 0 ? " " : "")) }
      if rejected > 0 { line.append(tr("\(Figures.count(rejected)) rejected"), .error) }
    }
    return line.isEmpty ? TextLine(tr("static, or no version told; nothing rejected"), .muted) : line
  }

  /// What never reached a cluster.
  private var requests: TextLine? {
    guard let counters = proxy.counters else { return nil }
    let all: [(Double?, String)] = [
      (counters.abortsInjected, tr("aborted by faults")), (counters.delaysInjected, tr("delayed by faults")),
      (counters.noRoute, tr("matched no route")), (counters.noCluster, tr("for no cluster")),
    ]
    let parts = all.compactMap { count, what in count.flatMap { $0 > 0 ? "\(Figures.count($0)) \(what)" : nil } }
    return parts.isEmpty ? nil : TextLine(parts.joined(separator: "   "), .warning)
  }

  private func labelled(_ label: String, _ line: TextLine) -> TextLine {
    TextLine(label.rightPadded(Self.labelWidth), .muted) + line
  }
}
