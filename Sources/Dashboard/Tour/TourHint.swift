import Settings
import Texts

/// One hint of the tour.
enum TourHint: CaseIterable, Hashable, Sendable {
  case cards, weights, more, dial, preview, proof

  /// The screen that a hint is about.
  enum Place: Hashable, Sendable { case graph, weights, preview, afterwards }

  var place: Place {
    switch self {
    case .cards, .weights, .more: .graph
    case .dial: .weights
    case .preview: .preview
    case .proof: .afterwards
    }
  }

  /// What it says, with the keys as they are bound: with the key that puts it away no longer than 80 columns.
  func text(_ keys: Keys) -> String {
    switch self {
    case .cards: tr("A card is a service, its rows are versions. \(keys.key(.open)) shows all of it.")
    case .weights: tr("\(keys.key(.weights)) on reviews shifts its traffic. Nothing is written unasked.")
    case .more:
      tr(
        "\(keys.key(.actions)) lists what else can be done, \(keys.key(.help)) the keys, \(keys.key(.themes)) the themes."
      )
    case .dial:
      tr(
        "\(keys.key(.decrease)) \(keys.key(.increase)) move 1 %, digits type it. \(keys.key(.preview)) shows what would be written."
      )
    case .preview: tr("The change and the server's word. \(keys.key(.apply)) writes, \(keys.key(.back)) does not.")
    case .proof: tr("First the proxies follow, then the traffic. \(keys.key(.undo)) takes it back.")
    }
  }
}
