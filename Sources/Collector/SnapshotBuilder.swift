import MeshModel

/// From the ledger to a snapshot: the pipeline's last step. A pure function of its input.
struct SnapshotBuilder: Sendable {
  var inventory: MeshInventory
  var facts: MeshFacts
  var options: CollectorOptions
  var pace: PollPace
  /// A store of metrics that could be read instead of the proxies.
  var otherStore: String?

  /// - Parameters:
  ///   - isPoll: whether a point is added to the histories; a change of configuration or view adds none.
  func build(
    _ ledger: inout MeshLedger, histories: inout HistoryBook, now: Double, isPoll: Bool
  ) -> MeshSnapshot {
    let patience = max(options.window, 2.5 * pace.interval)
    let traffic = ledger.traffic(
      window: options.window, now: now, patience: patience,
      restPatience: max(patience, 2.5 * RestPace.interval(pace.interval)), pods: facts.addresses)
    let graph = GraphBuilder(options: options, facts: facts, window: traffic.seconds).build(traffic.flows)
    if isPoll { record(graph, traffic, &ledger, &histories, now: now) }
    let notices = NoticeRules(
      inventory: inventory, ledger: ledger, traffic: traffic, graph: graph, options: options, pace: pace,
      expiringEdits: facts.expiringEdits, otherStore: otherStore, now: now
    ).notices()
    var snapshot = MeshSnapshot(
      timestamp: now, windowSeconds: traffic.seconds, graphType: options.graphType, nodes: graph.nodes,
      edges: graph.edges, services: inventory.configuration.services, workloads: inventory.configuration.workloads,
      proxies: ledger.records.values.map { $0.status(at: now) }.sorted { $0.id < $1.id }, notices: notices,
      nodeHistory: histories.nodePoints, edgeHistory: histories.edgePoints(graph),
      controlPlaneProblem: inventory.controlPlaneProblem, store: ledger.store?.status(at: now))
    snapshot.namespaces = inventory.namespaceInfos
    snapshot.controlPlanes = inventory.controlPlanes
    return snapshot
  }

  /// Adds what a store knows of the time before to the histories, so that charts need not begin empty.
  ///
  /// - Parameter now: the time of the reading.
  func record(past reading: StoreReading, in histories: inout HistoryBook, now: Double) {
    let builder = GraphBuilder(options: options, facts: facts, window: reading.pastStep)
    for moment in reading.past {
      let time = now - moment.age
      histories.record(
        builder.build(StoredTraffic(moment.series).flows),
        over: HistoryBook.Span(time: time, seconds: reading.pastStep, since: time - reading.pastStep))
    }
  }

  /// Adds what came since the last time to the histories; if nobody has answered since then, the next time brings it.
  private func record(
    _ graph: GraphBuilder.Graph, _ traffic: MeshLedger.Traffic, _ ledger: inout MeshLedger,
    _ histories: inout HistoryBook, now: Double
  ) {
    guard traffic.proxies > 0, ledger.isMarked else {
      ledger.setMark(at: now)
      return
    }
    guard let seconds = traffic.recentSeconds, traffic.recentSince.isFinite else { return }
    histories.record(
      graph, over: HistoryBook.Span(time: now, seconds: seconds, since: min(traffic.recentSince, now - seconds)))
    ledger.setMark(at: now)
  }
}
