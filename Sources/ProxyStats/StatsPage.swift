/// What became of one page of stats, besides the values that the parser holds.
public struct StatsPage: Hashable, Sendable {
  /// How the page came to its end.
  public enum Ending: Hashable, Sendable {
    case complete
    /// It stops within a line.
    case truncated
    /// It exceeded the limit; the rest was not read.
    case tooLarge
  }

  public var ending: Ending
  public var bytes: Int
  public var lines: Int
  /// Lines of the metrics that the graph needs, with a usable value.
  public var samples: Int
  /// Lines of other metrics, read over.
  public var otherSamples: Int
  /// Lines that are not Prometheus text, or not a counter's value.
  public var errors: Int
  /// The first such line and what is wrong with it.
  public var firstError: String?

  public init(
    ending: Ending = .complete, bytes: Int = 0, lines: Int = 0, samples: Int = 0, otherSamples: Int = 0,
    errors: Int = 0, firstError: String? = nil
  ) {
    self.ending = ending
    self.bytes = bytes
    self.lines = lines
    self.samples = samples
    self.otherSamples = otherSamples
    self.errors = errors
    self.firstError = firstError
  }
}
