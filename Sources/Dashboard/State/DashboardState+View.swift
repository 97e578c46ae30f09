import Cells
import MeshModel
import Settings
import TrafficConfig

extension DashboardState {
  /// The keys of the screen in front.
  var keyContext: KeyContext {
    switch front {
    case nil: .graph
    case .help, .messages: .list
    case .weights: .weights
    case .preview: .preview
    case .afterwards: .afterwards
    }
  }

  var keys: Keys { Keys(keymap: keymap, context: keyContext) }

  /// The service's card by the newest data, even while the graph is frozen.
  func liveCard(_ service: ServiceID) -> GraphCard? {
    liveModel.cards.first { $0.service == service }
  }

  /// The newest data as cards; the graph's own model unless that is frozen.
  var liveModel: GraphModel {
    guard frozen != nil, let live else { return graph.model }
    var weights = configuredWeights
    return Self.model(of: live, namespaces: context.namespaces, weights: &weights)
  }

  /// Folds a look at the mesh into cards.
  static func model(of view: MeshView, namespaces: [String]?, weights: inout ConfiguredWeights) -> GraphModel {
    var builder = GraphModelBuilder(view.snapshot, namespaces: namespaces)
    var model = builder.build()
    weights.fill(&model, from: view.configuration, windowSeconds: view.snapshot.windowSeconds)
    return model
  }

  /// What the details pane says about the selection.
  func details(of view: MeshView, width: Int) -> DetailDocument? {
    if let link = graph.selectedLink {
      return LinkDetails(link: link, model: graph.model, snapshot: view.snapshot).document()
    }
    if let card = graph.selectedCard {
      let reader = ConfigurationReader(view.configuration)
      return CardDetails(
        card: card, model: graph.model, snapshot: view.snapshot,
        split: reader.split(
          of: card, in: graph.model, windowSeconds: view.snapshot.windowSeconds, changedAt: run?.writtenAt, now: now),
        configuration: reader.lines(about: card), width: width
      ).document()
    }
    guard let selection = graph.selection else { return nil }
    return DetailDocument(
      heading: TextLine("? ", .unknown) + TextLine(selection.card.text, .title)
        + TextLine("  is not in the picture now", .muted),
      trend: Trend(history: History([]), rate: 0, percentError: nil, byteRate: 0),
      summary: [TextLine("It had no traffic for a while. It is selected again when it comes back.", .muted)],
      blocks: [])
  }

  /// Whether each object of a plan is still as the plan took it to be.
  func lock(of plan: ChangePlan) -> [ObjectReference: Bool] {
    guard let configuration = live?.configuration else { return [:] }
    var lock: [ObjectReference: Bool] = [:]
    for change in plan.changes {
      guard let wanted = change.resourceVersion else { continue }
      let now = configuration.resourceVersion(of: change.reference)
      lock[change.reference] = now.map { $0 == wanted } ?? false
    }
    return lock
  }

  // MARK: Footer

  var footerStatus: TextLine {
    guard let run else { return TextLine() }
    if case .afterwards = front { return TextLine() }
    switch run.outcome {
    case .underway: return TextLine("… writing", .accent)
    case .failed: return TextLine()
    case .written:
      guard let agreement = run.agreement, !run.isProven else { return TextLine() }
      return TextLine("… comparing, \(Figures.count(agreement.requests)) requests", .muted)
    }
  }

  var footerHints: [Footer.Hint] {
    keymap.hints(in: keyContext).map { hint in
      Footer.Hint(
        keys: hint.keys, label: hint.label, isEnabled: hint.actions.contains { obstacle(to: $0) == nil })
    }
  }

  var emptyHints: [Footer.Hint] {
    let offered: [(Action, String)] =
      shown == nil
      ? [(.refreshNow, "try now"), (.messages, "messages"), (.quit, "quit")]
      : [
        (.widerWindow, "longer window"), (.toggleIdle, "show idle"), (.refreshNow, "ask now"), (.messages, "messages"),
      ]
    return offered.compactMap { keys.hint($0, $1) }
  }

  /// Why the picture may be wrong or old; nil while all is well.
  var dataTrouble: String? {
    if case .failing(_, let message) = connection { return message }
    if header.isStale { return "No poll has finished for a while: the picture is old." }
    return shown?.snapshot.controlPlaneProblem?.text
  }

  // MARK: Lists

  func messageLines(width: Int) -> [TextLine] {
    let now = currentProblems(width: width)
    guard !messages.isEmpty else { return now + [TextLine("Nothing has happened yet.", .muted)] }
    return now
      + messages.reversed().flatMap { message -> [TextLine] in
        let head = Figures.clock(message.time, offset: context.utcOffsetSeconds) + "  "
        return TextLine.wrapped(message.text, width: width - head.count - 2).enumerated().map { i, line in
          i == 0
            ? TextLine(message.sign + " ", message.style) + TextLine(head, .muted) + line
            : TextLine(String(repeating: " ", count: head.count + 2)) + line
        }
      }
  }

  /// What is wrong at the moment: proxies that do not answer, and what the collector has to say.
  private func currentProblems(width: Int) -> [TextLine] {
    guard let snapshot = live?.snapshot else { return [] }
    var lines: [TextLine] = []
    for proxy in snapshot.proxies {
      guard case .failing(let reason) = proxy.state else { continue }
      lines += TextLine.wrapped("✗ proxy \(proxy.id): \(reason)", width: width, .error)
    }
    for notice in snapshot.notices {
      let style: Style = notice.level == .error ? .error : notice.level == .warning ? .warning : .muted
      let sign = notice.level == .error ? "✗" : notice.level == .warning ? "!" : "·"
      lines += TextLine.wrapped("\(sign) \(notice.text)", width: width, style)
    }
    return lines.isEmpty ? [] : [TextLine("Now", .heading)] + lines + [TextLine(), TextLine("Before", .heading)]
  }
}
