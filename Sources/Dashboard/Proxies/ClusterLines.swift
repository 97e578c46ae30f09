import Cells
import MeshModel
import Texts

/// Writes a cluster of a proxy: its limits, what was refused or tried again, and its hosts.
struct ClusterLines {
  var cluster: ProxyCluster
  var width: Int

  var lines: [TextLine] {
    [heading] + [limits, troubles].compactMap(\.self) + hostLines
  }

  private var heading: TextLine {
    var line = TextLine(cluster.name.shortText, .heading)
    if cluster.name.shortText != cluster.name.text { line.append("  " + cluster.name.text, .muted) }
    return line
  }

  private var limits: TextLine? {
    var line = TextLine(tr("  limits  "), .muted)
    let all: [(name: String, limit: Int?)] = [
      (tr("connections"), cluster.limits.connections), (tr("pending requests"), cluster.limits.pendingRequests),
      (tr("requests"), cluster.limits.requests), (tr("retries"), cluster.limits.retries),
    ]
    for (name, limit) in all {
      guard let limit else { continue }
      line.append(name + " ", .muted)
      let isReached = cluster.openBreakers.contains(name)
      line.append("\(limit)" + (isReached ? tr(" reached") : "") + "  ", isReached ? .degraded : .text)
    }
    if all.contains(where: { $0.limit == nil }) {
      line.append(cluster.limits.isUnlimited ? tr("unlimited") : tr("others unlimited"), .muted)
    }
    let connections = cluster.hosts.reduce(0) { $0 + $1.activeConnections }
    let requests = cluster.hosts.reduce(0) { $0 + $1.activeRequests }
    let pending = cluster.hosts.reduce(0) { $0 + $1.pendingRequests }
    line.append(tr("   now \(connections) connections, \(requests) requests, \(pending) pending"), .muted)
    return line
  }

  private var troubles: TextLine? {
    guard let counters = cluster.counters else { return nil }
    let all: [(Double, String)] = [
      (counters.overflow, tr("refused by the breaker")), (counters.connectionOverflow, tr("waited for a connection")),
      (counters.retries, tr("retries")), (counters.retryLimitExceeded, tr("gave up retrying")),
      (counters.retryOverflow, tr("retries refused")), (counters.timeouts, tr("timeouts")),
      (counters.perTryTimeouts, tr("timeouts of a try")), (counters.noneHealthy, tr("without a healthy host")),
      (counters.ejectionsTotal, tr("ejections")),
    ]
    let parts = all.filter { $0.0 > 0 }.map { "\(Figures.count($0.0)) \($0.1)" }
    return parts.isEmpty ? nil : TextLine(tr("  counted "), .muted) + TextLine(parts.joined(separator: "   "), .warning)
  }

  private var hostLines: [TextLine] {
    guard !cluster.hosts.isEmpty else { return [TextLine(tr("  no host"), .warning)] }
    let addressWidth = min(40, cluster.hosts.map { TextWidth.of($0.address) }.max() ?? 0)
    let wordsWidth = cluster.hosts.map { TextWidth.of(Self.words($0)) }.max() ?? 0
    return cluster.hosts.map { host in
      var line = TextLine("  ")
      line.append(host.isHealthy ? "✓ " : "! ", host.isHealthy ? .healthy : .degraded)
      line.append(TextFit.ends.fitting(host.address, width: addressWidth).rightPadded(addressWidth) + "  ")
      if wordsWidth > 0 { line.append(Self.words(host).rightPadded(wordsWidth) + "  ", .degraded) }
      line.append(tr("total "), .muted)
      line.append(Figures.count(Double(host.requests)).leftPadded(9))
      line.append(tr("  ok "), .muted)
      line.append(Figures.count(Double(host.successes)).leftPadded(9))
      line.append(tr("  err "), .muted)
      line.append(Figures.count(Double(host.errors)).leftPadded(7), host.errors > 0 ? .error : .text)
      if host.timeouts > 0 { line.append(tr("  \(Figures.count(Double(host.timeouts))) timeouts"), .error) }
      if host.connectFailures > 0 {
        line.append(tr("  \(Figures.count(Double(host.connectFailures))) failed connections"), .error)
      }
      if host.priority > 0 { line.append(tr("  priority \(host.priority)"), .muted) }
      if host.weight > 1 { line.append(tr("  weight \(host.weight)"), .muted) }
      if !host.locality.isEmpty { line.append("  " + host.locality, .muted) }
      return line
    }
  }

  /// What is wrong with a host: `ejected` for outlier detection, else Envoy's words without their underscores.
  static func words(_ host: ProxyHost) -> String {
    var words = host.failedChecks.map { check in
      check == "failed_outlier_check" ? tr("ejected") : check.replacing("_", with: " ")
    }
    if !host.discoveryHealth.isEmpty, host.discoveryHealth != "HEALTHY", host.discoveryHealth != "UNKNOWN" {
      words.append(host.discoveryHealth.lowercased())
    }
    return words.joined(separator: ", ")
  }
}
