/// A measured value for display that ignores noise: it follows only when the measure leaves a band around what is
/// shown, so the last digit does not flicker and a unit does not flap at its border.
public struct SteadyValue: Hashable, Sendable {
  /// What to show; nil before the first measure and while there is none.
  public private(set) var shown: Double?
  /// Half of the band, as a share of the shown value.
  public let tolerance: Double

  public init(tolerance: Double = 0.01) { self.tolerance = max(0, tolerance) }

  /// Takes a measure and returns what to show. A value of 0, a first one and a lost one are followed at once.
  @discardableResult
  public mutating func update(_ measured: Double?) -> Double? {
    guard let measured, measured.isFinite, let before = shown, measured != 0, before != 0 else {
      shown = measured.flatMap { $0.isFinite ? $0 : nil }
      return shown
    }
    if (measured - before).magnitude > tolerance * before.magnitude { shown = measured }
    return shown
  }
}
