/// The upper ends of scales that begin at 0.
public enum ChartScale {
  /// The smallest number of one digit and zeros that is not below a value, such as 60 for 52.1; 1 for nothing.
  ///
  /// - Complexity: O(1).
  public static func top(above value: Double) -> Double {
    guard value.isFinite, value > 0 else { return 1 }
    var unit = 1.0
    while unit * 10 <= value, unit < 1e300 { unit *= 10 }
    while unit > value, unit > 1e-300 { unit /= 10 }
    let steps: [Double] = [1, 2, 3, 4, 5, 6, 8, 10]
    // A hair of rounding must not cost a step.
    let factor = steps.first { $0 * unit >= value * (1 - 1e-9) } ?? 10
    return max(factor * unit, value)
  }

  /// The times at which marks stand, oldest first: whole multiples of a step of clocks, not closer than wanted.
  ///
  /// - Parameters:
  ///   - span: seconds since 1970.
  ///   - spacing: seconds between two marks at least.
  ///   - offset: seconds east of UTC.
  /// - Complexity: O(number of marks).
  public static func marks(in span: ClosedRange<Double>, spacing: Double, offset: Double = 0) -> [Double] {
    let steps: [Double] = [
      1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400,
    ]
    guard spacing > 0, spacing.isFinite, span.lowerBound.isFinite, span.upperBound.isFinite else { return [] }
    let step = steps.first { $0 >= spacing } ?? (spacing / 86_400).rounded(.up) * 86_400
    let first = ((span.lowerBound + offset) / step).rounded(.up) * step - offset
    return Array(stride(from: first, through: span.upperBound, by: step))
  }
}
