import MeshModel
import Settings
import Texts
import TrafficConfig

extension DashboardState {
  /// Commands: screens first, then what else can be asked for from anywhere.
  private static var commands: [(name: String, action: Action, help: String)] {
    [
      ("overview", .overview, tr("the namespaces")), ("graph", .graph, tr("who calls whom")),
      ("services", .services, tr("rates, errors, latency of each")),
      ("workloads", .workloads, tr("pods, versions, traffic")),
      ("config", .config, tr("Istio's objects with what is wrong")),
      ("proxies", .proxies, tr("how each is read, ejections")),
      ("history", .history, tr("the changes made so far")), ("messages", .messages, tr("what was told so far")),
      ("help", .help, tr("the keys that work here")), ("refresh", .refreshNow, tr("ask the proxies now")),
      ("freeze", .freeze, tr("hold the picture of the graph")),
      ("idle", .toggleIdle, tr("show or hide what has no traffic")),
      ("view", .cycleGraphType, tr("what a card of the graph stands for")),
      ("labels", .cycleLabels, tr("what edges show")),
      ("find", .find, tr("cards and edges, by a name or an expression")),
      ("hide", .hide, tr("cards and edges, by a name or an expression")),
      ("unhealthy", .onlyUnhealthy, tr("show only what is unhealthy, or all")),
      ("jump", .jump, tr("to a card by letters")),
      ("undo", .undo, tr("put back what the newest change replaced")),
      ("repaint", .repaint, tr("paint the screen anew")),
      ("ctx", .contexts, tr("another cluster of the kubeconfig")), ("quit", .quit, tr("leave")),
    ]
  }

  /// Commands that take a name or an expression.
  static let searches = ["find", "hide"]

  /// Words before a name, with the kind of names that they ask for.
  private static let prefixes = ["ns", "svc", "wl", "obj", "source"]

  /// The best first; at most `most` of them.
  ///
  /// - Complexity: O(services, workloads, objects and namespaces).
  func suggestions(for text: String, most: Int = 50) -> [Suggestion] {
    let words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true).map(String.init)
    let hasBlank = text.contains(" ")
    guard let first = words.first else { return Array((commandSuggestions + [Self.prefixHelp]).prefix(most)) }
    let rest = words.count > 1 ? words[1] : ""
    if hasBlank, Self.searches.contains(first) { return Array(searchSuggestions(first, rest).prefix(most)) }
    var found: [(rank: Int, suggestion: Suggestion)] = []
    func add(_ all: [Suggestion], _ wanted: String, base: Int) {
      for suggestion in all {
        let name = suggestion.text.split(separator: " ").last.map(String.init) ?? suggestion.text
        guard let rank = Self.rank(name.lowercased(), wanted.lowercased()) else { continue }
        found.append((base + rank, suggestion))
      }
    }
    if hasBlank, Self.prefixes.contains(first) {
      add(names(first), rest, base: 0)
    } else {
      add(commandSuggestions, text, base: 0)
      for (i, prefix) in ["svc", "wl", "ns", "obj", "source"].enumerated() { add(names(prefix), text, base: 1 + i) }
      if Self.prefixes.contains(text) { add(names(text), "", base: -10) }
    }
    return found.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
      .prefix(most).map(\.element.suggestion)
  }

  /// The command as it is typed with what it would come to, then what the last word may become.
  private func searchSuggestions(_ command: String, _ text: String) -> [Suggestion] {
    let isFind = command == "find"
    let search = GraphSearch(text)
    let model = isFind ? graph.sight.model : graph.model
    let hits = QueryMatcher.hits(search, in: model, facts: graph.facts)
    let own = Suggestion(
      text: "\(command) \(text)",
      help: search.isUsable ? Self.count(hits, of: model, search) : tr("name, or an expression: rps > 10 AND !healthy"),
      target: search.meaning == .nothing ? .action(isFind ? .find : .hide) : isFind ? .find(text) : .hide(text),
      obstacle: search.problem.map { $0.text })
    let completion = QueryCompletion(text)
    return [own]
      + completion.choices.map {
        Suggestion(text: "\(command) \(completion.start)\($0) ", help: tr("goes on"), target: .action(.palette))
      }
  }

  /// 0 for the name itself, more for its beginning, a part of it, and its letters in their order; nil for no match.
  private static func rank(_ name: String, _ wanted: String) -> Int? {
    if wanted.isEmpty { return 10 }
    if name == wanted { return 0 }
    if name.hasPrefix(wanted) { return 10 }
    if name.contains(wanted) { return 20 }
    var rest = wanted[...]
    for character in name where character == rest.first { rest = rest.dropFirst() }
    return rest.isEmpty ? 30 : nil
  }

  private static let prefixHelp = Suggestion(
    text: "ns ", help: tr("then a namespace; likewise svc, wl, obj, source"), target: .action(.palette))

  private var commandSuggestions: [Suggestion] {
    Self.commands.map { command in
      Suggestion(
        text: command.name, help: command.help, target: .action(command.action),
        obstacle: obstacle(to: command.action))
    }
  }

  private func names(_ prefix: String) -> [Suggestion] {
    switch prefix {
    case "ns":
      let known = Set(namespaces).union(shown?.snapshot.services.map(\.id.namespace) ?? []).sorted()
      return [
        Suggestion(text: "ns *", help: tr("all namespaces"), target: .namespace(nil), obstacle: namespaceObstacle)
      ]
        + known.map {
          Suggestion(
            text: "ns \($0)", help: context.namespaces == [$0] ? tr("namespace, shown now") : tr("namespace"),
            target: .namespace($0), obstacle: namespaceObstacle)
        }
    case "source":
      return TrafficSourceChoice.allCases.map {
        Suggestion(
          text: "source \($0.rawValue)",
          help: $0 == trafficSource ? tr("traffic is read from there now") : tr("read traffic from \($0.words)"),
          target: .source($0), obstacle: sourceObstacle)
      }
    case "svc":
      return (shown?.snapshot.services ?? []).map {
        Suggestion(text: "svc \($0.id)", help: tr("service"), target: .closer(.service($0.id)))
      }
    case "wl":
      return (shown?.snapshot.workloads ?? []).map {
        Suggestion(text: "wl \($0.id.name).\($0.id.namespace)", help: tr("workload"), target: .closer(.workload($0.id)))
      }
    case "obj":
      return (shown.map { objectReferences($0.configuration) } ?? []).map {
        Suggestion(text: "obj \($0.namespace)/\($0.name)", help: $0.kind, target: .object($0.description))
      }
    default: return []
    }
  }

  /// Why traffic cannot be read from elsewhere.
  private var sourceObstacle: String? {
    if replay != nil { return tr("A recording shows what was recorded.") }
    if canary?.isRunning == true { return tr("A canary is running: its counts are from where traffic is read now.") }
    return namespaceObstacle
  }

  /// Why another namespace cannot be shown.
  private var namespaceObstacle: String? {
    run?.outcome == .underway ? tr("A change is still being written: wait until it is done.") : nil
  }
}
