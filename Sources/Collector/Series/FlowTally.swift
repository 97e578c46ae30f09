import ProxyStats

/// Adds up what all proxies report, flow by flow and reporter by reporter.
struct FlowTally: Sendable {
  /// By the flow's number.
  private(set) var destination: [FlowReport]
  private(set) var source: [FlowReport]
  private(set) var waypoint: [FlowReport]

  init(flowCount: Int) {
    let empty = [FlowReport](repeating: FlowReport(), count: flowCount)
    destination = empty
    source = empty
    waypoint = empty
  }

  /// Adds one proxy's growth. `entries` are its series' entries by position; `bounds` the parser's; `recentSeconds` what
  /// the growth since the mark is divided by. With `isResting` the proxy is read rarely: until it is read again its
  /// requests are taken to go on as they did.
  mutating func add(
    _ deltas: ProxyDeltas, entries: [SeriesRegistry.Entry], bounds: [Double], recentSeconds: Double,
    isResting: Bool = false
  ) {
    guard deltas.elapsed > 0 else { return }
    let asOf = isResting ? deltas.end : nil
    for (entry, delta) in zip(entries, deltas.series) where entry.flow >= 0 {
      let (growth, recent) = entry.isTCP ? (delta.bytes, delta.recentBytes) : (delta.requests, delta.recentRequests)
      var report = FlowReport(rate: growth / deltas.elapsed, isPresent: true, asOf: asOf)
      if entry.isMutual { report.mutualRate = report.rate }
      if isResting {
        report.recentRate = report.rate
      } else if recentSeconds > 0 {
        report.recentRate = recent / recentSeconds
      }
      if entry.isTCP {
        report.connections = delta.connections / deltas.elapsed
      } else {
        report.histogram = histogram(delta, elapsed: deltas.elapsed, bounds: bounds)
      }
      add(report, entry)
    }
  }

  /// Adds a series whose rates a store of metrics has worked out.
  mutating func add(_ stored: StoredSeries, _ entry: SeriesRegistry.Entry) {
    guard entry.flow >= 0 else { return }
    add(
      FlowReport(
        rate: stored.rate, recentRate: stored.recentRate, mutualRate: entry.isMutual ? stored.rate : 0,
        connections: stored.connections, histogram: stored.histogram, isPresent: true), entry)
  }

  private mutating func add(_ report: FlowReport, _ entry: SeriesRegistry.Entry) {
    let flow = Int(entry.flow)
    switch entry.reporter {
    case .destination: destination[flow].add(report)
    case .source: source[flow].add(report)
    case .waypoint: waypoint[flow].add(report)
    case .unknown: break
    }
  }

  private func histogram(_ delta: SeriesDelta, elapsed: Double, bounds: [Double]) -> LatencyHistogram? {
    guard !delta.buckets.isEmpty else { return nil }
    var cumulative: [(bound: Double, count: Double)] = []
    // Position 0 stands for "no bound".
    for position in 1..<delta.buckets.count {
      cumulative.append((bounds[position], delta.buckets[position] / elapsed))
    }
    return LatencyHistogram(
      cumulative: cumulative, sum: delta.durationSum / elapsed, count: delta.durationCount / elapsed)
  }
}
