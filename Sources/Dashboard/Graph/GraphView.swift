import Cells

/// Which part of the mesh the graph screen shows, from the widest look to the closest.
enum GraphView: Hashable, Sendable {
  /// All cards as rows of a table.
  case list
  /// A card for each namespace, but for those that were opened.
  case namespaces(opened: Set<String>)
  /// All cards, in the richest form that fits.
  case everything
  /// All cards with their versions, however much of them the pane shows.
  case boxes
  /// A card with those that lead to it, or that it leads to, by so many calls.
  case focus(CardID, hops: Int)

  /// Up to so many cards are drawn in a pane unless somebody asks for something else: more lines cannot be followed,
  /// nor can a drawing of which the pane shows a corner.
  static func mostDrawn(in room: Size) -> Int { max(12, min(80, room.width * room.height / 50)) }
  /// Above so many cards the list comes first.
  static let mostGrouped = 300
  /// Calls around a card, at most.
  static let mostHops = 6

  /// What a mesh is shown as until somebody asks for something else.
  static func standard(for model: GraphModel, in room: Size) -> GraphView {
    let most = mostDrawn(in: room)
    if model.cards.count <= most { return .everything }
    let isGrouped = model.cards.count <= mostGrouped && (2...max(2, most / 2)).contains(model.namespaces.count)
    return isGrouped ? .namespaces(opened: []) : .list
  }

  /// Whether it is a look at one card.
  var isFocus: Bool { if case .focus = self { true } else { false } }

  /// Whether the view is drawn as a graph.
  var isDrawn: Bool { self != .list }

  /// The next view towards one card, if there is one; namespaces are passed over where there is just one.
  func closer(to selected: CardID?, in model: GraphModel) -> GraphView? {
    switch self {
    case .list: model.namespaces.count > 1 ? .namespaces(opened: []) : .everything
    case .namespaces: .everything
    case .everything: .boxes
    case .boxes: selected.map { .focus($0, hops: 1) }
    case .focus(let card, let hops): hops > 1 ? .focus(card, hops: hops - 1) : nil
    }
  }

  /// The next view towards the whole mesh, if there is one.
  func wider(in model: GraphModel) -> GraphView? {
    switch self {
    case .list: nil
    case .namespaces(let opened): opened.isEmpty ? .list : .namespaces(opened: [])
    case .everything: model.namespaces.count > 1 ? .namespaces(opened: []) : .list
    case .boxes: .everything
    case .focus: .everything
    }
  }
}
