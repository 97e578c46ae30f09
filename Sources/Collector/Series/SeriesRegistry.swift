import ProxyStats

/// Gives every flow of the mesh a number, so that a poll's series are counted by array index; cleaning happens here,
/// once per series.
struct SeriesRegistry: Sendable {
  /// What a series is counted as.
  struct Entry: Sendable {
    /// Position in `flows`; -1 where the series is left out.
    var flow: Int32 = -1
    var reporter: Reporter
    var isMutual: Bool
    var isTCP: Bool
    var refusal: SeriesCleaning.Refusal?
  }

  private(set) var flows: [FlowKey] = []
  /// Why series of the proxies were left out, with how many.
  private(set) var refusals: [SeriesCleaning.Refusal: Int] = [:]
  private var index = HashIndex()
  private var order: [Int32] = []

  /// The entry of a series, to be kept with it.
  mutating func entry(of series: IstioSeries, isTCP: Bool) -> Entry {
    var entry = Entry(
      reporter: series.reporter, isMutual: series.securityPolicy == "mutual_tls", isTCP: isTCP)
    switch SeriesCleaning.clean(series, isTCP: isTCP) {
    case .refused(let refusal):
      entry.refusal = refusal
      refusals[refusal, default: 0] += 1
    case .flow(let key): entry.flow = number(of: key)
    }
    return entry
  }

  /// The flows' numbers in the order of their keys, whatever the order in which they were seen.
  mutating func sortedFlows() -> [Int32] {
    if order.count != flows.count {
      let flows = flows
      order = flows.indices.map(Int32.init).sorted { flows[Int($0)] < flows[Int($1)] }
    }
    return order
  }

  /// Forgets the flows and refusals that none of the entries tells of; gives the new numbers of the flows by the old ones.
  mutating func keepOnly(_ entries: some Sequence<Entry>) -> [Int32: Int32] {
    let before = self
    self = SeriesRegistry()
    var numbers: [Int32: Int32] = [:]
    for entry in entries {
      if let refusal = entry.refusal { refusals[refusal, default: 0] += 1 }
      if entry.flow >= 0, numbers[entry.flow] == nil {
        numbers[entry.flow] = number(of: before.flows[Int(entry.flow)])
      }
    }
    return numbers
  }

  private mutating func number(of key: FlowKey) -> Int32 {
    let hash = Self.hash(key)
    if let known = index.find(hash, { flows[$0] == key }) { return Int32(known) }
    flows.append(key)
    let all = flows
    index.insert(all.count - 1) { Self.hash(all[$0]) }
    return Int32(all.count - 1)
  }

  private static func hash(_ key: FlowKey) -> UInt64 { UInt64(truncatingIfNeeded: key.hashValue) }
}
