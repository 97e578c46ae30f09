/// What there is to say of a canary at a moment.
public struct CanaryNews: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable {
    /// New weights are being written.
    case step
    /// The figures of a look.
    case watching
    /// The step has lasted long enough, but the version is not promoted, and why.
    case hold
    case rollback
    case paused, resumed
    /// A write is tried again.
    case retry
    case end
  }

  public var kind: Kind
  /// From 1.
  public var step: Int
  public var steps: Int
  /// What the version has, or is being given, in percent.
  public var weight: Int
  /// Seconds since the step was written.
  public var elapsed: Double
  public var version: CanaryFigures?
  public var others: CanaryFigures?
  /// How both differ beyond chance; nil where there is nothing to compare yet.
  public var comparison: VersionComparison?
  /// What keeps the version from going on, in a few words; nil while nothing but time does.
  public var obstacle: String?
  /// One line for people.
  public var text: String
}
