import MeshModel

/// The sums of a node's edges.
struct NodeTraffic: Sendable {
  var inbound = RequestTotals()
  var outbound = RequestTotals()
  var inboundCodes: [TrafficProtocol: [String: Double]] = [:]
  var outboundCodes: [TrafficProtocol: [String: Double]] = [:]
  /// What the node sends by protocol, for the shares of its edges.
  var sent: [TrafficProtocol: Double] = [:]
  var histogram: LatencyHistogram?
  var hasIncoming = false
  var hasOutgoing = false
  /// Of the oldest edge; see `MeshEdge.asOf`.
  var asOf: Double?

  /// The sums of all nodes that have edges.
  static func collect(_ draft: GraphDraft) -> [NodeID: NodeTraffic] {
    var result: [NodeID: NodeTraffic] = [:]
    for id in draft.sortedEdges {
      guard let edge = draft.edges[id] else { continue }
      let totals =
        id.protocol == .tcp
        ? RequestTotals(bytesPerSecond: edge.rate) : RequestTotals(rate: edge.rate, errorRate: edge.errorRate)
      let codes = edge.codes
      result[id.source, default: NodeTraffic()].addOutgoing(id.protocol, totals, codes, rate: edge.rate)
      result[id.target, default: NodeTraffic()].addIncoming(id.protocol, totals, codes, edge.histogram)
      guard let asOf = edge.asOf else { continue }
      result[id.source]?.date(asOf)
      result[id.target]?.date(asOf)
    }
    return result
  }

  private mutating func date(_ other: Double) { asOf = min(asOf ?? other, other) }

  private mutating func addOutgoing(
    _ protocol: TrafficProtocol, _ totals: RequestTotals, _ codes: [String: Double], rate: Double
  ) {
    hasOutgoing = true
    outbound = outbound + totals
    sent[`protocol`, default: 0] += rate
    for (code, value) in codes { outboundCodes[`protocol`, default: [:]][code, default: 0] += value }
  }

  private mutating func addIncoming(
    _ protocol: TrafficProtocol, _ totals: RequestTotals, _ codes: [String: Double], _ other: LatencyHistogram?
  ) {
    hasIncoming = true
    inbound = inbound + totals
    for (code, value) in codes { inboundCodes[`protocol`, default: [:]][code, default: 0] += value }
    guard let other else { return }
    if histogram == nil { histogram = other } else { histogram?.add(other) }
  }
}
