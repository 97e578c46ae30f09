/// How a line is drawn.
public enum LineWeight: UInt8, CaseIterable, Sendable {
  case none, light, heavy, double, dashed, heavyDashed

  /// Whether the line draws more ink than an ordinary one.
  public var isHeavy: Bool { self == .heavy || self == .heavyDashed || self == .double }
  public var isDashed: Bool { self == .dashed || self == .heavyDashed }

  /// The weight without the gaps, for corners and junctions, which have no dashed glyphs.
  var solid: LineWeight {
    switch self {
    case .dashed: .light
    case .heavyDashed: .heavy
    default: self
    }
  }
}
