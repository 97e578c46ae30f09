/// One point of a node's or edge's recent history: what happened since the point before, not an average over the window.
public struct TrafficPoint: Hashable, Sendable {
  /// The end of what it covers, in seconds since 1970.
  public var time: Double
  /// Seconds that it stands for, since the point before; `rate * seconds` is the number of requests.
  public var seconds: Double
  /// When the oldest of its requests may have been made, in seconds since 1970: somewhat before `time - seconds`, since
  /// proxies are not all asked at the same moment.
  public var since: Double
  /// Requests per second; bytes per second for TCP.
  public var rate: Double
  /// Errors, 0...100; nil without requests.
  public var percentError: Double?
  // There are hundreds of thousands of points: single precision is enough for what lies in buckets, and a negative number
  // takes less room than an optional.
  private var half: Float = -1
  private var most: Float = -1
  private var tail: Float = -1

  /// - Parameters:
  ///   - since: by default `seconds` before `time`.
  ///   - p50, p95, p99: milliseconds.
  public init(
    time: Double, seconds: Double = 0, since: Double? = nil, rate: Double, percentError: Double? = nil,
    p50: Double? = nil, p95: Double? = nil, p99: Double? = nil
  ) {
    self.time = time
    self.seconds = seconds
    self.since = since ?? time - seconds
    self.rate = rate
    self.percentError = percentError
    self.p50 = p50
    self.p95 = p95
    self.p99 = p99
  }

  /// Milliseconds; over the whole window, since a few requests have no percentiles.
  public var p50: Double? {
    get { Self.read(half) }
    set { half = Self.packed(newValue) }
  }

  /// Likewise.
  public var p95: Double? {
    get { Self.read(most) }
    set { most = Self.packed(newValue) }
  }

  /// Likewise.
  public var p99: Double? {
    get { Self.read(tail) }
    set { tail = Self.packed(newValue) }
  }

  /// Requests, or bytes of TCP.
  public var amount: Double { rate * seconds }

  private static func packed(_ value: Double?) -> Float {
    guard let value, value >= 0 else { return -1 }
    return Float(value)
  }

  private static func read(_ value: Float) -> Double? { value >= 0 ? Double(value) : nil }
}
