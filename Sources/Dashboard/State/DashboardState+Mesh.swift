import Cells
import MeshModel
import Recording
import Texts

extension DashboardState {
  /// How long after the start the picture may still be drawn anew by itself.
  private static let settlingSeconds = 20.0

  /// A new look at the mesh: shown at once, or kept behind a frozen picture.
  mutating func take(_ view: MeshView) {
    let isOtherGraph = live.map { $0.snapshot.graphType != view.snapshot.graphType } ?? false
    var view = view
    // What is not shown was not read.
    view.configuration.namespaces = context.namespaces.map(Set.init)
    if !isOtherGraph { view.snapshot.keepTraffic(of: live?.snapshot) }
    live = view
    if !view.namespaces.isEmpty { namespaces = view.namespaces }
    if replay == nil { now = max(now, view.snapshot.timestamp) }
    if connection == .connecting { connection = .connected }
    if now - started > Self.settlingSeconds { graph.isSettling = false }
    if frozen == nil { show(view, afresh: isOtherGraph) }
    refreshWeights()
    refreshWizards()
    followRun()
  }

  /// Other namespaces make another picture; a new reason for reading only does not. The picture that is left is handed out
  /// to be kept.
  mutating func take(_ new: DashboardContext) -> [DashboardEffect] {
    let isOtherMesh = new.name != context.name
    let isElsewhere = isOtherMesh || new.namespaces != context.namespaces
    let left = isElsewhere ? layout : nil
    context = new
    guard isElsewhere else { return [] }
    if isOtherMesh {
      // Nothing of one mesh means anything in another.
      screens = []
      run = nil
      drafts = [:]
      configuredWeights = ConfiguredWeights()
      hasAskedForNamespaces = false
      attended = .everything
      kept = MomentHistory()
      tell(.info, tr("Now on \(new.name)."))
    } else {
      // Lists are shown again for the other namespaces.
      screens.removeAll { screen in if case .table = screen { false } else { true } }
      tell(.info, tr("Now showing \(context.scope)."))
    }
    past = []
    future = []
    for kind in TableKind.allCases where kind.showsMesh {
      tables[kind]?.filter = ""
      tables[kind]?.marks = []
    }
    connection = .connecting
    started = now
    everywhere = nil
    live = nil
    frozen = nil
    let before = graph
    graph = GraphState()
    graph.figure = before.figure
    graph.showsMinimap = before.showsMinimap
    graph.list.by = before.list.by
    keptDrawing = nil
    return left.map { [.keepLayout($0)] } ?? []
  }

  /// Takes over where cards stood in an earlier look at what is shown, before there is anything to show.
  mutating func recall(_ layout: KeptLayout) {
    guard layout.isOf(context), live == nil else { return }
    graph.recall(layout.drawings)
  }

  mutating func take(_ new: ConnectionState) {
    let before = connection
    connection = new
    switch (before, new) {
    case (.failing, .connected): tell(.info, tr("The API server of \(context.name) answers again."))
    case (.failing, .failing): break
    case (_, .failing(_, let message)) where live != nil: tell(.error, message)
    default: break
    }
  }

  /// Puts a look at the mesh on the graph screen.
  mutating func show(_ view: MeshView, afresh: Bool = false) {
    var new = Self.model(
      of: view, namespaces: context.namespaces, builder: &modelBuilder, weights: &configuredWeights)
    if !afresh { new.linger(after: graph.model) }
    graph.facts = QueryFacts(workloads: view.snapshot.workloads, namespaces: context.namespaces.map(Set.init))
    graph.show(new, room: layoutRoom, pane: panes.main.size, afresh: afresh)
  }

  /// The room for the graph has changed.
  mutating func relayout(afresh: Bool = false, isOtherSight: Bool = false) {
    graph.show(
      graph.model, room: layoutRoom, pane: panes.main.size, afresh: afresh, isOtherSight: isOtherSight)
  }

  mutating func toggleFreeze() {
    if let held = frozen {
      frozen = nil
      if let live { show(live, afresh: live.snapshot.graphType != held.snapshot.graphType) }
    } else {
      frozen = live
    }
  }

  /// Lets time pass. After a change the proxies are asked once more, so that its proof does not wait for a slow pace.
  mutating func tick(_ time: Double) -> [DashboardEffect] {
    // Where the clock was set back, toasts would stay for as long as that.
    if time < now - 5 { for i in messages.indices { messages[i].time -= now - time } }
    defer {
      now = time
      dropOldDrafts()
      playOn()
    }
    let keeping = stayStill(at: time)
    guard let run, run.outcome == .written, !run.isProven, let writtenAt = run.writtenAt, run.target?.obstacle == nil
    else { return keeping }
    let moments = ChangeRun.extraPolls(refresh: options.refresh).map { writtenAt + $0 }
    let isDue = moments.contains { now < $0 && time >= $0 }
    return isDue ? keeping + [.refreshNow] : keeping
  }

  /// Counts the requests since the newest change, and says once that the traffic shows it.
  private mutating func followRun() {
    guard var followed = run, followed.outcome == .written, let service = followed.target?.service, let live,
      let card = liveCard(service)
    else { return }
    followed.compare(card, in: live.snapshot)
    if !followed.isProven, let agreement = followed.agreement, agreement.verdict == .agrees {
      followed.isProven = true
      let shares = agreement.rows.filter { $0.configured > 0 || $0.observed > 0 }.map { Figures.fixed($0.observed, 1) }
        .joined(separator: " / ")
      if case .afterwards = front {
      } else {
        tell(.info, tr("\(followed.plan.title): observed \(shares) agrees with the weights."))
      }
    }
    run = followed
  }
}
