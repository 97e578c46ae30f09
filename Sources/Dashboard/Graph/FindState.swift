/// A search for cards by name.
struct FindState: Hashable, Sendable {
  var text = ""
  /// The prompt is open: keys are letters.
  var isTyping = true

  /// Whether a card is a hit: its name, namespace, workload or version contains the text, whatever the case.
  func matches(_ card: GraphCard) -> Bool {
    guard !text.isEmpty else { return false }
    let wanted = text.lowercased()
    let names = [card.title, card.namespace] + card.rows.flatMap { [$0.label, $0.workload ?? ""] }
    return names.contains { $0.lowercased().contains(wanted) }
  }
}
