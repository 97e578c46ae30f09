import Cells
import Settings
import Texts

extension DashboardState {
  /// The prompt in place of the footer while something is typed on the graph; nil while nothing is.
  var graphPrompt: Prompt? {
    guard front == nil else { return nil }
    if let jump = graph.jump {
      return Prompt(label: tr("go to "), text: jump.typed, status: tr("the letters of a card; Esc leaves"))
    }
    if let prompt = graph.hidePrompt { return self.prompt("\\", prompt, in: graph.model) }
    if let find = graph.find, find.isTyping { return prompt("/", find, in: graph.sight.model) }
    return nil
  }

  private func prompt(_ label: String, _ find: FindState, in model: GraphModel) -> Prompt {
    let status: String
    if !find.choices.isEmpty {
      status = find.choices.joined(separator: " ")
    } else if let problem = find.search.problem {
      status = "✗ " + problem.text
    } else if find.search.isUsable {
      status = Self.count(QueryMatcher.hits(find.search, in: model, facts: graph.facts), of: model, find.search)
    } else {
      status = tr("name, or an expression: rps > 10 AND !healthy")
    }
    return Prompt(label: label, text: find.text, status: status, wrong: find.search.problem?.range)
  }

  /// `2 of 9 cards`, or `2 of 9 cards, 3 of 14 edges` where the search may be about edges.
  static func count(_ hits: GraphHits, of model: GraphModel, _ search: GraphSearch) -> String {
    let cards = tr("\(hits.cards.count) of \(model.cards.count) cards")
    guard search.isExpression else { return cards }
    let links = tr("\(hits.links.count) of \(model.links.count) edges")
    return hits.links.isEmpty ? cards : hits.cards.isEmpty ? links : cards + ", " + links
  }

  /// What is left out of the picture and what was found in it, each with the key that ends it, in so many columns.
  ///
  /// What is left out is always told, if need be in three words.
  func sightNews(width: Int) -> TextLine {
    for level in 0...2 {
      var line = TextLine()
      for part in [foundNews(level), hiddenNews(level), calmNews(level)] where !part.isEmpty {
        line = line + (line.isEmpty ? TextLine() : TextLine(" ")) + part
      }
      if line.width <= width || level == 2 { return line.cut(to: width) }
    }
    return TextLine()
  }

  private func foundNews(_ level: Int) -> TextLine {
    guard let find = graph.find, !find.isTyping else { return TextLine() }
    if level == 2, graph.isFiltered { return TextLine() }
    let text = level == 0 ? find.text.fitted(24) : find.text.fitted(12)
    let count = Self.count(graph.hits, of: graph.sight.model, find.search)
    return TextLine(" /\(text) ", .match) + TextLine(level < 2 ? " \(count) " : "", .muted)
      + hint(.findNext, tr("next"), level)
  }

  private func hiddenNews(_ level: Int) -> TextLine {
    guard let hide = graph.hide else { return TextLine() }
    let count = graph.sight.hidden
    let text = hide.text.fitted(level == 0 ? 30 : 12)
    let words =
      level == 0
      ? tr(" \(Self.words(count)) hidden by \(text) ")
      : level == 1
        ? tr(" \(count.cards + count.links) hidden by \(text) ") : tr(" \(count.cards + count.links) hidden ")
    return TextLine(words, .warning) + hint(.hide, tr("shows"), level)
  }

  private func calmNews(_ level: Int) -> TextLine {
    guard graph.isOnlyUnhealthy else { return TextLine() }
    let count = graph.sight.calm
    let words =
      level == 0
      ? tr(" only unhealthy: \(Self.words(count)) left out ")
      : level == 1
        ? tr(" unhealthy: \(count.cards + count.links) left out ") : tr(" \(count.cards + count.links) left out ")
    return TextLine(words, .warning) + hint(.onlyUnhealthy, tr("all"), level)
  }

  /// `3 cards and 4 edges`.
  private static func words(_ count: GraphSight.Count) -> String {
    let parts = [
      count.cards > 0 || count.links == 0 ? (count.cards == 1 ? tr("1 card") : tr("\(count.cards) cards")) : nil,
      count.links > 0 ? (count.links == 1 ? tr("1 edge") : tr("\(count.links) edges")) : nil,
    ].compactMap { $0 }
    return parts.joined(separator: tr(" and "))
  }

  private func hint(_ action: Action, _ label: String, _ level: Int) -> TextLine {
    let key = keys.key(action)
    guard !key.isEmpty else { return TextLine() }
    return TextLine(key + " ", .key) + TextLine(level < 2 ? label + " " : "", .muted)
  }

  /// Why there is nothing to draw although there is a mesh; empty where something is drawn.
  var sightReason: [TextLine] {
    guard graph.sight.model.cards.isEmpty, !graph.model.cards.isEmpty else { return [] }
    let count = graph.model.cards.count
    var lines: [TextLine] = []
    if graph.isOnlyUnhealthy {
      lines.append(TextLine("✓ ", .healthy) + TextLine(tr("Nothing is unhealthy.")))
      lines.append(TextLine(tr("\(keys.key(.onlyUnhealthy)) shows all again."), .muted))
    }
    if let hide = graph.hide {
      lines.append(TextLine(tr("“\(hide.text)” hides \(graph.sight.hidden.cards) of \(count) cards.")))
      lines.append(TextLine(tr("\(keys.key(.hide)) shows them again."), .muted))
    }
    return lines
  }
}
