/// The interface in Simplified Chinese, by part.
enum SimplifiedChinese {
  static let catalogue: [String: String] = parts.reduce(into: [:]) { all, part in
    all.merge(part) { first, _ in first }
  }

  /// Each text is in one part only.
  static let parts: [[String: String]] = [
    chrome, places, keyLabels, keyHelp, empty, details, search, legend, lists, nouns, graph, closer, changes, weights,
    forms, wizards, edits, refusals, routes, guards, notices, proofs, program, server,
  ]
}
