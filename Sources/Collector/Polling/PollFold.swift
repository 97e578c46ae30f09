import ProxyStats

/// Takes in a proxy's answer chunk by chunk.
public struct PollFold: Sendable {
  /// In the middle of the page until it is finished.
  public var parser: StatsPageParser
  /// When the first bytes came: the moment that the counters are of, in seconds since 1970.
  public private(set) var answeredAt: Double?
  private let clock: any CollectorClock

  public init(parser: StatsPageParser, clock: any CollectorClock) {
    self.parser = parser
    self.clock = clock
    self.parser.begin()
  }

  /// Reads the next bytes; false once the page is over its limit.
  public mutating func consume(_ chunk: UnsafeRawBufferPointer) -> Bool {
    if answeredAt == nil { answeredAt = clock.now }
    return parser.consume(chunk)
  }

  /// Starts the page again, for another attempt.
  public mutating func restart() {
    answeredAt = nil
    parser.begin()
  }
}
