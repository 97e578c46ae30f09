/// One question to one proxy.
public struct PollRequest: Sendable, Hashable {
  public var target: ProxyTarget
  /// Seconds until the last byte must have come.
  public var deadline: Double
  /// Ask the pod by its address, not through the API server.
  public var direct: Bool
  /// Somebody looks at the proxy: to read its admin interface, commands may be run in its container.
  public var isInspection = false
  /// The largest answer, in bytes.
  public var maxBytes: Int

  public init(target: ProxyTarget, deadline: Double, direct: Bool = false, maxBytes: Int = 64 << 20) {
    self.target = target
    self.deadline = deadline
    self.direct = direct
    self.maxBytes = maxBytes
  }

  /// What is asked for: only stats that were touched, and of those only what the graph is built from.
  public static let path =
    "/stats/prometheus?usedonly&filter=istio_%28requests_total%7Crequest_duration_milliseconds%7Ctcp_%29"
}
