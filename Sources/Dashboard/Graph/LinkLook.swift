import Cells
import MeshModel

/// How an edge is drawn: trouble shows by colour, by weight and by a mark before the arrow head.
struct LinkLook: Hashable, Sendable {
  var style: Style
  var weight: LineWeight
  /// Stands before the arrow head.
  var mark: String?
  /// Of several edges on one trunk, the one with the highest rank gives the look.
  var rank: Int

  init(_ link: GraphLink?, isReversed: Bool, isSelected: Bool, isMatch: Bool = false) {
    let plain: LineWeight = isReversed ? .dashed : .light
    guard let link, !link.isLingering, !link.isIdle else {
      self.init(style: .edgeIdle, weight: .dashed, mark: nil, rank: 0)
      if isMatch { find() }
      if isSelected { select() }
      return
    }
    switch link.health.status {
    case .failure: self.init(style: .edgeError, weight: isReversed ? .heavyDashed : .heavy, mark: "✗", rank: 4)
    case .degraded: self.init(style: .edgeDegraded, weight: plain, mark: "!", rank: 3)
    default: self.init(style: link.isTCP ? .edgeTCP : .edge, weight: plain, mark: nil, rank: link.isTCP ? 1 : 2)
    }
    if link.isCopies {
      weight = weight.isHeavy ? .heavyDashed : .dashed
      mark = mark ?? Self.copies
    }
    if isMatch { find() }
    if isSelected { select() }
  }

  /// Stands before the arrow heads of what a search found.
  static let found = "*"
  /// Stands before the arrow heads of copies of requests.
  static let copies = "m"

  private init(style: Style, weight: LineWeight, mark: String?, rank: Int) {
    self.style = style
    self.weight = weight
    self.mark = mark
    self.rank = rank
  }

  private mutating func find() {
    style = .accent
    weight = weight.isDashed ? .heavyDashed : .heavy
    mark = mark ?? Self.found
    rank = 5
  }

  private mutating func select() {
    style = .edgeSelected
    weight = weight.isDashed ? .heavyDashed : .heavy
    rank = 6
  }
}
