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

  /// What it says, with the keys as they are bound.
  func text(_ keys: Keys) -> String {
    switch self {
    case .cards:
      tr(
        "A card is a service, its rows are the versions behind it: share, requests per second, errors. Move with the "
          + "arrows; \(keys.key(.open)) shows all about the selected one.")
    case .weights:
      tr(
        "Select reviews and press \(keys.key(.weights)) to shift its traffic between the versions. Nothing is written "
          + "before you say so.")
    case .more:
      tr(
        "\(keys.key(.actions)) lists everything else that can be done to a service, \(keys.key(.help)) the keys of the "
          + "screen that you are on, \(keys.key(.themes)) the themes.")
    case .dial:
      tr(
        "\(keys.key(.decrease)) and \(keys.key(.increase)) move one percent, digits type a weight. "
          + "\(keys.key(.preview)) shows what would be written.")
    case .preview:
      tr(
        "The exact change, with the server's word. \(keys.key(.apply)) writes, \(keys.key(.back)) does not.")
    case .proof:
      tr(
        "Vigla looks on until the proxies have the new routes and the traffic follows. \(keys.key(.undo)) puts the old "
          + "state back.")
    }
  }
}
