/// How long and how large an exchange may become. The HTTP client's own deadline ends with the response head, so these
/// cover the body as well.
public struct TransferLimits: Sendable, Hashable {
  /// From the start to the last byte; nil for streams.
  public var total: Duration?
  /// The longest silence. It is noticed after one to two times this long.
  public var idle: Duration?
  /// The largest body in bytes; for streams, nil.
  public var maxBytes: Int?

  public init(total: Duration? = .seconds(30), idle: Duration? = nil, maxBytes: Int? = 64_000_000) {
    self.total = total
    self.idle = idle
    self.maxBytes = maxBytes
  }
}
