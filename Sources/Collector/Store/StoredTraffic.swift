import MeshModel

/// The merged flows of a store's series: here rates take the place of the growth of counters, and all that follows is the
/// same.
struct StoredTraffic: Sendable {
  private(set) var flows: ReporterMerge.Result
  /// Why series were left out, with how many.
  private(set) var refusals: [SeriesCleaning.Refusal: Int]
  /// The clusters that the reporting proxies say they are in.
  private(set) var homeClusters: Set<String> = []

  init(_ series: [StoredSeries]) {
    var registry = SeriesRegistry()
    let entries = series.map { registry.entry(of: $0.series, isTCP: $0.isTCP) }
    var tally = FlowTally(flowCount: registry.flows.count)
    for (stored, entry) in zip(series, entries) {
      tally.add(stored, entry)
      let series = stored.series
      let own = series.reporter == .source ? series.source.cluster : series.destination.cluster
      if own.isKnown { homeClusters.insert(own) }
    }
    flows = ReporterMerge.merge(tally, flows: registry.flows, order: registry.sortedFlows())
    refusals = registry.refusals
  }
}
