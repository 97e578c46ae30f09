/// A figure, and between what bounds the truth behind it lies.
public struct Estimate: Hashable, Sendable {
  public var value: Double
  public var low: Double
  /// Nil where nothing bounds it.
  public var high: Double?

  public init(value: Double, low: Double, high: Double?) {
    self.value = value
    self.low = low
    self.high = high
  }

  /// In another unit.
  public func scaled(by factor: Double) -> Estimate {
    Estimate(value: value * factor, low: low * factor, high: high.map { $0 * factor })
  }
}

/// How far two figures are apart, and between what bounds that lies.
///
/// The bounds come from those of the two by squaring and adding: R. G. Newcombe, Interval estimation for the difference
/// between independent proportions, Statistics in Medicine 17 (1998), method 10, and for other figures G. Y. Zou and
/// A. Donner, Construction of confidence limits about effect measures, ibid. 27 (2008).
public struct EstimateDifference: Hashable, Sendable {
  public var value: Double
  /// Nil where nothing bounds it.
  public var low: Double?
  /// Nil where nothing bounds it.
  public var high: Double?

  /// One less the other.
  public init(_ one: Estimate, less other: Estimate) {
    let difference = one.value - other.value
    func root(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
    value = difference
    low = other.high.map { difference - root(one.value - one.low, $0 - other.value) }
    high = one.high.map { difference + root($0 - one.value, other.value - other.low) }
  }

  /// Beyond chance greater than zero.
  public var isMore: Bool { (low ?? -1) > 0 }
  /// Beyond chance less than zero.
  public var isLess: Bool { (high ?? 1) < 0 }
}
