import Cells
import MeshModel
import Settings
import Texts
import TrafficConfig

extension DashboardState {
  /// The keys of the screen in front.
  var keyContext: KeyContext { front?.keyContext ?? .graph }

  var keys: Keys { Keys(keymap: keymap, context: keyContext) }

  /// The service's card by the newest data, even while the graph is frozen.
  func liveCard(_ service: ServiceID) -> GraphCard? {
    liveModel.cards.first { $0.service == service }
  }

  /// The newest data as cards; the graph's own model unless that is frozen.
  var liveModel: GraphModel {
    guard frozen != nil, let live else { return graph.model }
    var weights = configuredWeights
    var builder = modelBuilder
    return Self.model(of: live, namespaces: context.namespaces, builder: &builder, weights: &weights)
  }

  /// Folds a look at the mesh into cards.
  static func model(
    of view: MeshView, namespaces: [String]?, builder: inout GraphModelBuilder, weights: inout ConfiguredWeights
  ) -> GraphModel {
    var model = builder.model(of: view.snapshot, namespaces: namespaces)
    weights.fill(&model, from: view)
    return model
  }

  /// What the details pane says about the selection.
  func details(of view: MeshView, width: Int) -> DetailDocument? {
    if let link = graph.selectedLink {
      let isFolded = graph.model.link(link.id) == nil
      var document = LinkDetails(
        link: link, model: isFolded ? graph.part.model : graph.model, snapshot: view.snapshot
      ).document()
      document.chart = chart(document.trend, link.latency, until: view.snapshot.timestamp)
      return document
    }
    if let card = graph.selectedCard {
      let reader = ConfigurationReader(view.configuration)
      var document = CardDetails(
        card: card, model: graph.model, snapshot: view.snapshot,
        split: reader.split(
          of: card, in: graph.model, windowSeconds: view.snapshot.windowSeconds, now: now),
        configuration: reader.lines(about: card), width: width
      ).document()
      document.chart = chart(document.trend, card.latency, until: view.snapshot.timestamp)
      return document
    }
    if let leaves = graph.selectedLeaves, let owner = leaves.id.leavesOwner {
      return LeavesDetails(card: leaves, owner: owner, model: graph.model, folded: graph.part.folded).document()
    }
    if let namespace = graph.selectedNamespace {
      return NamespaceDetails(card: namespace, model: graph.model, part: graph.part.model).document()
    }
    guard let selection = graph.selection else { return nil }
    var lines = [TextLine(tr("It had no traffic for a while. It is selected again when it comes back."), .muted)]
    if let service = view.snapshot.services.first(where: {
      CardID(cluster: $0.id.cluster, namespace: $0.id.namespace, name: $0.id.name) == selection.card
    }) {
      let reasons = QuietReasons(service: service.id.name, namespace: service.id.namespace, snapshot: view.snapshot)
      lines = reasons.lines + lines
    }
    return DetailDocument(
      heading: TextLine("? ", .unknown) + TextLine(selection.card.text, .title)
        + TextLine("  " + tr("is not in the picture now"), .muted),
      trend: Trend(history: History([]), rate: 0, percentError: nil, byteRate: 0),
      summary: lines, blocks: [DetailDocument.Block(title: tr("why"), lines: lines)])
  }

  private func chart(_ trend: Trend, _ latency: Latency?, until end: Double) -> ChartGroup {
    var group = ChartGroup(trend.history, end: end, utcOffset: context.utcOffsetSeconds, glyphs: charts)
    group.rate = trend.rate > 0 ? trend.rate : trend.byteRate
    group.percentError = trend.percentError
    group.latency = latency
    return group
  }

  /// Whether each object of a plan is still as the plan took it to be.
  func lock(of plan: ChangePlan) -> [ObjectReference: ObjectLock] {
    guard let configuration = live?.configuration else { return [:] }
    var lock: [ObjectReference: ObjectLock] = [:]
    for change in plan.changes {
      // What is not watched is judged by the server alone.
      if let seen = context.namespaces, !seen.contains(change.reference.namespace) { continue }
      let now = configuration.resourceVersion(of: change.reference)
      if change.before == nil {
        if now != nil { lock[change.reference] = .created }
      } else if let wanted = change.resourceVersion {
        lock[change.reference] = now == nil ? .deleted : now == wanted ? .held : .changed
      }
    }
    return lock
  }

  // MARK: Footer

  var footerStatus: TextLine {
    if case .afterwards = front { return TextLine() }
    if let run {
      if run.outcome == .underway { return TextLine(tr("… writing"), .accent) }
      if run.silence != nil { return TextLine(tr("! no requests"), .warning) }
      if run.outcome == .written, !run.isProven, let agreement = run.agreement {
        return TextLine(tr("… comparing, \(Figures.count(agreement.requests)) requests"), .muted)
      }
    }
    return front == nil ? noticeCount : TextLine()
  }

  /// How many notices there are, and the key that shows them.
  private var noticeCount: TextLine {
    let notices = live?.snapshot.notices ?? []
    guard let worst = notices.map(\.level).max(by: { $0.rank < $1.rank }) else { return TextLine() }
    // On narrow screens keys need the room.
    let text =
      size.width < 100 ? "\(notices.count)" : notices.count == 1 ? tr("1 notice") : tr("\(notices.count) notices")
    return TextLine(worst == .info ? "" : worst.sign + " ", worst.style) + TextLine(text + " ", worst.style)
      + TextLine(keys.key(.messages), .key)
  }

  var footerHints: [Footer.Hint] {
    keymap.hints(in: keyContext).filter { $0.actions.contains(where: isOffered) }.map { hint in
      Footer.Hint(
        keys: hint.keys,
        label: label(of: hint), isEnabled: hint.actions.contains { obstacle(to: $0) == nil },
        rank: hint.actions.map { Footer.rank(of: $0, in: keyContext, isReplay: replay != nil) }.min() ?? 0)
    }
  }

  private func label(of hint: KeyHint) -> String {
    switch hint.actions {
    case [.open]: frontTable?.openLabel ?? tr(key: hint.label)
    case [.freeze]: replay.map { $0.isPlaying ? tr("pause") : tr("play") } ?? tr(key: hint.label)
    default: tr(key: hint.label)
    }
  }

  /// Whether an action has a use on the screen as it is; hints for others would only take room.
  private func isOffered(_ action: Action) -> Bool {
    // An empty list has nothing that could be opened, marked or changed.
    let ofRows: [Action] = [.open, .viewYAML, .actions, .weights, .focus, .mark, .copy, .undo]
    if let kind = frontTable, table(kind).isEmpty, ofRows.contains(action) { return false }
    return switch (front, action) {
    case (_, .stepBack), (_, .stepForward), (_, .jumpBack), (_, .jumpForward), (_, .fasterPoll), (_, .slowerPoll):
      replay != nil
    case (nil, .weights), (nil, .undo), (nil, .actions), (nil, .fault), (nil, .timeout), (nil, .routing),
      (nil, .policy), (nil, .canary), (nil, .history), (nil, .cycleGraphType), (nil, .widerWindow),
      (nil, .narrowerWindow):
      replay == nil
    case (.preview(let screen)?, .moveUp), (.preview(let screen)?, .moveDown):
      previewPainter(screen).mostScroll(in: panes.form) > 0
    case (.weights(let screen)?, .nextRoute): screen.routes.count > 1
    case (.table(let kind)?, .open): kind.openLabel != nil
    case (.table(let kind)?, .undo): kind == .history
    case (.table(let kind)?, .actions), (.table(let kind)?, .weights): kind == .services
    case (.table(let kind)?, .viewYAML): kind == .services || kind == .config
    case (.table(let kind)?, .focus): kind == .services || kind == .workloads
    case (.closer(let screen)?, .nextPod), (.closer(let screen)?, .nextContainer): screen.part == .log
    case (.closer(let screen)?, .zoomIn), (.closer(let screen)?, .zoomOut):
      screen.part == .charts || screen.part == .versions
    case (.weights(let screen)?, .reset): screen.isChanged
    case (.wizard(let screen)?, .addRow), (.wizard(let screen)?, .removeRow): screen.form.isOnList
    case (.wizard(let screen)?, .reset): screen.form.isChanged
    case (.weights(let screen)?, .giveBack): former[screen.service] != nil
    case (.canary(let screen)?, .apply): screen.asked != nil
    case (.canary(let screen)?, .pauseCanary), (.canary(let screen)?, .promote), (.canary(let screen)?, .promoteAll),
      (.canary(let screen)?, .abortCanary):
      canary?.isRunning == true && screen.asked == nil
    case (.canary(let screen)?, .leaveCanary):
      canary?.isRunning == true && (screen.asked == nil || screen.asked == .quit)
    case (.preview(let screen)?, .apply): obstacle(to: screen) == nil && !screen.isTyping
    default: true
    }
  }

  var emptyHints: [Footer.Hint] {
    let offered: [(Action, String)] =
      shown == nil
      ? [(.refreshNow, tr("try now")), (.messages, tr("messages")), (.quit, tr("quit"))]
      : [
        (.namespaces, tr("namespaces")), (.widerWindow, tr("longer window")), (.toggleIdle, tr("show idle")),
        (.refreshNow, tr("ask now")), (.messages, tr("messages")),
      ]
    return offered.compactMap { obstacle(to: $0) == nil ? keys.hint($0, $1) : nil }
  }

  /// Why the picture may be wrong or old; nil while all is well.
  var dataTrouble: String? {
    if case .failing(_, let message) = connection { return message }
    if header.isStale { return tr("No poll has finished for a while: the picture is old.") }
    guard let snapshot = shown?.snapshot else { return nil }
    return snapshot.controlPlaneProblem?.text ?? snapshot.notices.first { $0.level == .error }?.text
      ?? snapshot.notices.first { $0.level == .warning }?.text ?? unreadProxies(snapshot)
  }

  /// That proxies are missing, where nothing else says it.
  private func unreadProxies(_ snapshot: MeshSnapshot) -> String? {
    let failing = snapshot.proxies.count { if case .failing = $0.state { true } else { false } }
    return failing == 0 ? nil : tr("\(failing) of \(snapshot.proxies.count) proxies cannot be read.")
  }
}
