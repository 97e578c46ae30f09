import MeshModel

/// The traffic of an edge while it is summed up.
struct EdgeDraft: Sendable {
  var rate = 0.0
  var errorRate = 0.0
  /// Both since the poll before.
  var recentRate = 0.0
  var recentErrorRate = 0.0
  var responses: [ResponseKey: Double] = [:]
  var histogram: LatencyHistogram?
  /// See `FlowTraffic`.
  var witnessedRate = 0.0
  var mutualRate = 0.0
  /// Whether any of it is read from `/clusters`.
  var isFromClusters = false
  /// See `MeshEdge.asOf`.
  var asOf: Double?

  mutating func add(_ flow: FlowTraffic) {
    rate += flow.rate
    recentRate += flow.recentRate
    if ResponseRules.isError(flow.key.code, protocol: flow.key.protocol) {
      errorRate += flow.rate
      recentErrorRate += flow.recentRate
    }
    let key = ResponseKey(code: flow.key.code, flags: flow.key.flags, host: flow.key.service.known ?? "")
    responses[key, default: 0] += flow.rate
    witnessedRate += flow.witnessedRate
    mutualRate += flow.mutualRate
    if flow.source == .clusters { isFromClusters = true }
    date(flow.asOf)
    if let other = flow.histogram { add(other) }
  }

  /// Adds a part of another edge's traffic, `share` of it.
  mutating func add(_ other: EdgeDraft, share: Double) {
    rate += other.rate * share
    errorRate += other.errorRate * share
    recentRate += other.recentRate * share
    recentErrorRate += other.recentErrorRate * share
    for (key, value) in other.responses.sorted(by: { $0.key < $1.key }) { responses[key, default: 0] += value * share }
    witnessedRate += other.witnessedRate * share
    mutualRate += other.mutualRate * share
    isFromClusters = isFromClusters || other.isFromClusters
    date(other.asOf)
    if let histogram = other.histogram { add(histogram.scaled(by: share)) }
  }

  mutating func add(_ other: LatencyHistogram) {
    if histogram == nil { histogram = other } else { histogram?.add(other) }
  }

  private mutating func date(_ other: Double?) {
    guard let other else { return }
    asOf = min(asOf ?? other, other)
  }

  /// The rates by code alone.
  var codes: [String: Double] {
    var codes: [String: Double] = [:]
    for (key, value) in responses.sorted(by: { $0.key < $1.key }) { codes[key.code, default: 0] += value }
    return codes
  }
}
