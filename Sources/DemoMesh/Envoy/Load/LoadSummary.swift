/// What became of the requests that a load generator sent.
public struct LoadSummary: Sendable, Hashable {
  /// Requests that were begun.
  public var sent = 0
  /// Responses by their status.
  public var answered: [Int: Int] = [:]
  /// Requests without a response: refused, cut off, or not answered in time.
  public var failed = 0
  /// Requests that were due and not sent, because too many were under way.
  public var overflow = 0
  /// Requests under way now.
  public var outstanding = 0
  /// Of the responses, errors included.
  public var latency: LatencySummary

  /// Responses with a status below 400.
  public var succeeded: Int { answered.reduce(0) { $0 + ($1.key < 400 ? $1.value : 0) } }
}
