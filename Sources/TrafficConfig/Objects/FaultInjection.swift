import Documents

/// A fault that the client's proxy makes. Delay and abort are drawn independently.
public struct FaultInjection: Sendable, Hashable {
  public struct Delay: Sendable, Hashable {
    public var seconds: Double
    /// 0...100.
    public var percent: Double
  }

  public struct Abort: Sendable, Hashable {
    /// The HTTP status; 200 for a gRPC abort, as gRPC puts it.
    public var status: Int
    /// The name of the gRPC status, such as `UNAVAILABLE`, for a gRPC abort.
    public var grpcStatus: String?
    /// 0...100.
    public var percent: Double
  }

  public var delay: Delay?
  public var abort: Abort?

  /// Nil if the value injects nothing: neither a fixed delay nor an abort of a kind that Istio supports.
  init?(_ value: JSONValue?) {
    guard let value else { return nil }
    if let delay = value["delay"], let seconds = delay["fixedDelay"]?.string.flatMap(DurationText.seconds) {
      // The old integer `percent` counts only while `percentage` is not there; with neither, no request is delayed.
      let percent = delay["percentage"].map { $0["value"]?.double ?? 0 } ?? delay["percent"]?.double ?? 0
      self.delay = Delay(seconds: seconds, percent: percent)
    }
    if let abort = value["abort"] {
      let percent = abort["percentage"]?["value"]?.double ?? 0
      if let status = abort["httpStatus"]?.int {
        self.abort = Abort(status: status, grpcStatus: nil, percent: percent)
      } else if let name = abort["grpcStatus"]?.string {
        self.abort = Abort(status: 200, grpcStatus: name, percent: percent)
      }
    }
    if delay == nil, abort == nil { return nil }
  }
}
