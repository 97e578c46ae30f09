/// One point of a node's or edge's recent history: what happened since the point before, not an average over the window.
///
/// A mesh has hundreds of thousands of them, so that figures are kept to seven digits, which takes half of the room.
public struct TrafficPoint: Hashable, Sendable {
  /// The end of what it covers, in seconds since 1970.
  public let time: Double
  private let span: Float
  /// From the oldest request to `time`.
  private let reach: Float
  private let perSecond: Float
  /// Below zero for nil.
  private let errors: Float
  private let half: Float
  private let most: Float
  private let tail: Float

  /// Seconds that it stands for, since the point before; `rate * seconds` is the number of requests.
  public var seconds: Double { Double(span) }
  /// When the oldest of its requests may have been made, in seconds since 1970: somewhat before `time - seconds`, since
  /// proxies are not all asked at the same moment.
  public var since: Double { time - Double(reach) }
  /// Requests per second; bytes per second for TCP.
  public var rate: Double { Double(perSecond) }
  /// Errors, 0...100; nil without requests.
  public var percentError: Double? { Self.value(errors) }
  /// Milliseconds; over the whole window, since a few requests have no percentiles.
  public var p50: Double? { Self.value(half) }
  /// Likewise.
  public var p95: Double? { Self.value(most) }
  /// Likewise.
  public var p99: Double? { Self.value(tail) }

  /// - Parameters:
  ///   - since: by default `seconds` before `time`.
  ///   - percentError: not below zero, as the percentiles.
  ///   - p50, p95, p99: milliseconds.
  public init(
    time: Double, seconds: Double = 0, since: Double? = nil, rate: Double, percentError: Double? = nil,
    p50: Double? = nil, p95: Double? = nil, p99: Double? = nil
  ) {
    self.time = time
    span = Float(seconds)
    reach = since.map { Float(time - $0) } ?? Float(seconds)
    perSecond = Float(rate)
    errors = Self.stored(percentError)
    half = Self.stored(p50)
    most = Self.stored(p95)
    tail = Self.stored(p99)
  }

  /// Requests, or bytes of TCP.
  public var amount: Double { rate * seconds }

  private static func value(_ stored: Float) -> Double? { stored < 0 ? nil : Double(stored) }
  private static func stored(_ value: Double?) -> Float {
    // What is no number is not known either.
    guard let value, value >= 0 else { return -1 }
    return Float(value)
  }
}
