/// A side of a cell.
public enum Direction: UInt8, CaseIterable, Sendable {
  case north, east, south, west

  public var opposite: Direction {
    switch self {
    case .north: .south
    case .east: .west
    case .south: .north
    case .west: .east
    }
  }

  public var isHorizontal: Bool { self == .east || self == .west }

  /// The head of an arrow that points this way.
  public var arrowHead: Unicode.Scalar {
    switch self {
    case .north: "▲"
    case .east: "▶"
    case .south: "▼"
    case .west: "◀"
    }
  }

  /// The direction of a straight step from one point to another; nil when they are the same or not in line.
  public static func from(_ start: Point, to end: Point) -> Direction? {
    if start.y == end.y && start.x != end.x { return end.x > start.x ? .east : .west }
    if start.x == end.x && start.y != end.y { return end.y > start.y ? .south : .north }
    return nil
  }
}
