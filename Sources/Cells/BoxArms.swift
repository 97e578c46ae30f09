/// The lines that leave a cell's centre, one weight a side: what a box-drawing glyph is made of.
///
/// Lines are kept as arms until all are drawn; then junctions, corners and crossings come out right by themselves.
public struct BoxArms: Hashable, Sendable {
  /// Three bits a side, north lowest.
  private var bits: UInt16
  /// Corners of light lines are arcs.
  public var isRounded: Bool

  public init(
    north: LineWeight = .none, east: LineWeight = .none, south: LineWeight = .none, west: LineWeight = .none,
    isRounded: Bool = false
  ) {
    bits =
      UInt16(north.rawValue) | UInt16(east.rawValue) << 3 | UInt16(south.rawValue) << 6 | UInt16(west.rawValue) << 9
    self.isRounded = isRounded
  }

  public static let empty = BoxArms()
  public static func horizontal(_ weight: LineWeight) -> BoxArms { BoxArms(east: weight, west: weight) }
  public static func vertical(_ weight: LineWeight) -> BoxArms { BoxArms(north: weight, south: weight) }

  public subscript(side: Direction) -> LineWeight {
    get { LineWeight(rawValue: UInt8(truncatingIfNeeded: bits >> (3 * UInt16(side.rawValue)) & 7)) ?? .none }
    set {
      let shift = 3 * UInt16(side.rawValue)
      bits = bits & ~(7 << shift) | UInt16(newValue.rawValue) << shift
    }
  }

  public var north: LineWeight { self[.north] }
  public var east: LineWeight { self[.east] }
  public var south: LineWeight { self[.south] }
  public var west: LineWeight { self[.west] }
  public var isEmpty: Bool { bits == 0 }

  /// Both lines together: each side takes the other's weight where this one has no line or a lighter one.
  public func union(_ other: BoxArms) -> BoxArms {
    var merged = self
    merged.isRounded = isRounded || other.isRounded
    for side in Direction.allCases where other[side] != .none {
      if self[side] == .none || other[side].isHeavy && !self[side].isHeavy { merged[side] = other[side] }
    }
    return merged
  }
}
