import Cells
import MeshModel
import Texts

/// All cards as rows: their order, and which of them are in sight.
struct ListState: Sendable {
  /// What comes first.
  enum Order: String, Hashable, Sendable, CaseIterable {
    case trouble, rate, name

    var next: Order {
      let all = Order.allCases
      let i = all.firstIndex(of: self) ?? 0
      return all[(i + 1) % all.count]
    }

    /// For the heading.
    var words: String {
      switch self {
      case .trouble: tr("trouble first")
      case .rate: tr("busiest first")
      case .name: tr("by name")
      }
    }
  }

  var by = Order.trouble
  /// All cards, the first row first.
  private(set) var order: [CardID] = []
  /// Cards by place in the model, in the same order.
  private(set) var places: [Int] = []
  /// The first row in sight.
  var scroll = 0

  /// Rows for cards in a pane; one is the heading.
  static func rows(in pane: Size) -> Int { max(1, pane.height - 1) }

  /// Orders the rows anew. Figures count in coarse steps only, so that a row does not change places with its
  /// neighbours because of noise.
  ///
  /// - Complexity: O(n log n) for n cards.
  mutating func sort(_ model: GraphModel) {
    let keys = model.cards.map { card -> (Int, Int) in
      let rate = -Self.step(card.traffic.rate + card.traffic.bytesPerSecond / 1024)
      switch by {
      case .name: return (0, 0)
      case .rate: return (rate, 0)
      case .trouble:
        let isBad = card.health.status == .failure || card.health.status == .degraded
        let rank = card.isLingering || !isBad ? 0 : card.health.status == .failure ? -2 : -1
        return (rank, rank == 0 ? rate : -Self.step(card.traffic.percentError ?? 0) * 64 + rate)
      }
    }
    places = model.cards.indices.sorted { a, b in
      keys[a] != keys[b] ? keys[a] < keys[b] : a < b
    }
    order = places.map { model.cards[$0].id }
  }

  /// The step of a figure on a scale on which each is twice the one before.
  private static func step(_ value: Double) -> Int {
    value.isFinite && value > 0 ? max(1, Int(value.exponent) + 12) : 0
  }

  /// Scrolls as little as needed to have a card in sight.
  mutating func follow(_ card: CardID, rows: Int) {
    if let row = order.firstIndex(of: card) {
      scroll = min(max(scroll, row - rows + 1), row)
    }
    scroll = max(0, min(scroll, order.count - rows))
  }
}
