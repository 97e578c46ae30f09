import ProxyStats

/// Gives every flow of the mesh a number, so that a poll's series are counted by array index; cleaning happens here,
/// once per series.
struct SeriesRegistry: Sendable {
  /// What a series is counted as.
  struct Entry: Sendable {
    /// Position in `flows`; -1 where the series is left out.
    var flow: Int32
    var reporter: Reporter
    var isMutual: Bool
  }

  /// One series under one kind of metric: cleaning depends on both.
  private struct Identity: Hashable {
    var series: IstioSeries
    var isTCP: Bool
  }

  private(set) var flows: [FlowKey] = []
  private(set) var refusals: [SeriesCleaning.Refusal: Int] = [:]
  private var entries: [Identity: Entry] = [:]
  private var flowIndex: [FlowKey: Int32] = [:]
  private var order: [Int32] = []

  /// The entry of a series, made at first sight.
  mutating func entry(of series: IstioSeries, isTCP: Bool) -> Entry {
    let identity = Identity(series: series, isTCP: isTCP)
    if let known = entries[identity] { return known }
    var entry = Entry(flow: -1, reporter: series.reporter, isMutual: series.securityPolicy == "mutual_tls")
    switch SeriesCleaning.clean(series, isTCP: isTCP) {
    case .refused(let refusal): refusals[refusal, default: 0] += 1
    case .flow(let key): entry.flow = number(of: key)
    }
    entries[identity] = entry
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

  private mutating func number(of key: FlowKey) -> Int32 {
    if let known = flowIndex[key] { return known }
    let number = Int32(flows.count)
    flows.append(key)
    flowIndex[key] = number
    return number
  }
}
