import MeshModel

/// Makes one account of the two that a request gets, by Kiali's rule: the destination's report counts, and the source's
/// adds what no destination reported: requests that failed on the way, left the mesh, or went to a workload without a
/// proxy.
///
/// In one thing Kiali's rule counts double and this does not: of a request whose caller gave up (a timeout, 504 UT) the
/// destination only knows that nobody took the answer. Where the caller reports, its word stands for such requests.
enum ReporterMerge {
  /// The flows with traffic, and those whose series exist without any in the window, both in the order of `flows`.
  struct Result: Sendable {
    var active: [FlowTraffic] = []
    var idle: [FlowKey] = []
  }

  /// Merges a tally. `isHalfSeen` tells of a destination some of whose proxies do not answer: there the greater of both
  /// reports counts, else its requests would seem to fall.
  static func merge(
    _ tally: FlowTally, flows: [FlowKey], order: [Int32], isHalfSeen: (FlowKey.End) -> Bool = { _ in false }
  ) -> Result {
    var result = Result()
    let speaking = callersThatReport(tally, flows: flows, order: order)
    for number in order {
      let index = Int(number)
      let key = flows[index]
      if key.code == "-", tally.source[index].rate == 0, speaking.contains(Hop(key)) { continue }
      let reports = [tally.destination[index], tally.waypoint[index], tally.source[index]]
      guard let witness = reports.first(where: { $0.rate > 0 }) else {
        if reports.contains(where: \.isPresent) { result.idle.append(key) }
        continue
      }
      var chosen = witness
      let source = reports[2]
      if source.rate > chosen.rate, isHalfSeen(key.destination) { chosen = source }
      let destination = reports[0].rate > 0 ? reports[0] : reports[1]
      let isWitnessed = destination.rate > 0
      result.active.append(
        FlowTraffic(
          key: key, rate: chosen.rate, recentRate: chosen.recentRate,
          histogram: chosen.histogram ?? reports.lazy.compactMap(\.histogram).first,
          witnessedRate: isWitnessed ? chosen.rate : 0,
          mutualRate: isWitnessed ? chosen.rate * destination.mutualRate / destination.rate : 0, asOf: chosen.asOf))
    }
    return result
  }

  /// The two ends of a flow, whatever became of its requests.
  private struct Hop: Hashable {
    var source: FlowKey.End
    var destination: FlowKey.End
    var `protocol`: TrafficProtocol

    init(_ key: FlowKey) {
      source = key.source
      destination = key.destination
      self.protocol = key.protocol
    }
  }

  private static func callersThatReport(_ tally: FlowTally, flows: [FlowKey], order: [Int32]) -> Set<Hop> {
    var hops: Set<Hop> = []
    for number in order where tally.source[Int(number)].rate > 0 { hops.insert(Hop(flows[Int(number)])) }
    return hops
  }
}
