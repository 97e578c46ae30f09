import Cells
import Settings
import Texts

extension DashboardState {
  /// Takes a key of the palette.
  mutating func typeInPalette(_ key: Key, _ open: PaletteState) -> [DashboardEffect] {
    var open = open
    let offered = suggestions(for: open.text)
    switch key {
    case .escape:
      palette = nil
      return []
    case .enter:
      palette = nil
      return enter(open, offered)
    case .tab:
      guard !offered.isEmpty else { return [] }
      let text = offered[min(open.chosen ?? 0, offered.count - 1)].text
      open.text = text == open.text && open.chosen == nil ? completed(text) : text
      open.chosen = nil
    case .up, .backTab: open.chosen = max(0, (open.chosen ?? 0) - 1)
    case .down: open.chosen = max(0, min((open.chosen ?? 0) + 1, offered.count - 1))
    case .backspace:
      if open.text.isEmpty {
        palette = nil
        return []
      }
      open.text.removeLast()
      open.chosen = nil
    case .control("u"): (open.text, open.chosen) = ("", nil)
    case .control("w"):
      let words = open.text.split(separator: " ")
      open.text = words.dropLast().map { $0 + " " }.joined()
      open.chosen = nil
    case .space: (open.text, open.chosen) = (open.text + " ", nil)
    case .character(let character): (open.text, open.chosen) = (open.text + String(character), nil)
    case .control:
      // Such as quitting: no letter is meant.
      return keymap.action(for: key, in: .global).map { perform($0) } ?? []
    default: return []
    }
    palette = open
    return []
  }

  private static let onGraph: Set<Action> = [
    .freeze, .toggleIdle, .cycleGraphType, .cycleLabels, .find, .hide, .onlyUnhealthy, .jump,
  ]

  /// An expression goes on as far as it is certain.
  private func completed(_ text: String) -> String {
    guard let command = Self.searches.first(where: { text.hasPrefix($0 + " ") }) else { return text }
    return command + " " + QueryCompletion(String(text.dropFirst(command.count + 1))).text
  }

  private mutating func enter(_ open: PaletteState, _ offered: [Suggestion]) -> [DashboardEffect] {
    if open.text.allSatisfy(\.isWhitespace), open.chosen == nil { return [] }
    guard !offered.isEmpty else {
      tell(.warning, tr("Nothing is called “\(open.text)”. A bare \(keys.key(.palette)) lists what there is."))
      return []
    }
    let suggestion = offered[min(open.chosen ?? 0, offered.count - 1)]
    if let obstacle = suggestion.obstacle {
      tell(.warning, obstacle)
      return []
    }
    switch suggestion.target {
    case .action(.palette):
      palette = PaletteState(text: suggestion.text)
      return []
    case .action(let action):
      // What belongs to the graph is done there.
      if Self.onGraph.contains(action) {
        return goToGraph() + perform(action)
      }
      return perform(action)
    case .namespace(let name): return look(atNamespace: name)
    case .closer(let subject): return look(closelyAt: subject)
    case .source(let source): return read(from: source)
    case .object(let name):
      guard let reference = object(named: name) else { return [] }
      return visit(screens + [.document(DocumentScreen(alone: reference))])
    case .find(let text):
      let effects = goToGraph()
      look(for: text)
      return effects
    case .hide(let text):
      let effects = goToGraph()
      hide(by: text)
      return effects
    }
  }

  /// Reads the traffic from elsewhere. What is shown stays until the first look there.
  private mutating func read(from source: TrafficSourceChoice) -> [DashboardEffect] {
    guard source != trafficSource else {
      tell(.info, tr("Traffic is read from \(source.words) already."))
      return []
    }
    tell(.info, "Asking \(source.words)…", topic: "source")
    return [.readFrom(source)]
  }

  /// Where the traffic that is shown was read from.
  var trafficSource: TrafficSourceChoice { live?.snapshot.store == nil ? .proxies : .prometheus }

  /// Collects another namespace, nil for all.
  private mutating func look(atNamespace name: String?) -> [DashboardEffect] {
    let wanted = name.map { [$0] }
    guard wanted != context.namespaces else {
      tell(.info, tr("Showing \(context.scope) already."))
      return []
    }
    var new = context
    new.namespaces = wanted
    let left = take(new)
    settleTable()
    return left + [.setNamespaces(wanted)]
  }
}
