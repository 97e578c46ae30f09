/// Where a text stands in a field wider than itself.
public enum TextAlignment: Sendable {
  case left, center, right

  /// The offset of a text of `width` cells in a field of `field` cells.
  func offset(of width: Int, in field: Int) -> Int {
    let room = max(0, field - width)
    switch self {
    case .left: return 0
    case .center: return room / 2
    case .right: return room
    }
  }
}
