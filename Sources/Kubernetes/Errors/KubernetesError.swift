/// Why a request to the API server, or to something behind it, did not succeed.
public struct KubernetesError: Error, Sendable, Hashable {
  /// What went wrong, as far as a caller may want to act on it.
  public enum Reason: Sendable, Hashable {
    /// No connection: refused, no such host, TLS failure. The text says which. Nothing was sent.
    case unreachable(String)
    /// No answer, or no end of it, within the seconds given.
    case timeout(seconds: Double)
    /// A stream on which nothing came for this long.
    case stalled(seconds: Double)
    /// The connection ended before the answer was complete, or before it began.
    case truncated
    /// The answer is larger than the limit in bytes.
    case tooLarge(limit: Int)
    /// No credentials could be got to ask with, and why: one or two sentences. Nothing was sent.
    case noCredentials(String)
    /// 401.
    case unauthorized
    /// 403, with the server's message.
    case forbidden(String)
    /// 404: the object, or the namespace that it should be made in, does not exist.
    case notFound(String)
    /// 404 for the path itself: the server does not serve this group or version.
    case notServed
    /// 409 on create.
    case alreadyExists(String)
    /// 409: a stale resourceVersion or precondition, or fields that another manager owns.
    case conflict(String, causes: [StatusCause])
    /// 400 and 422: refused by validation or by an admission webhook.
    case invalid(String, causes: [StatusCause])
    /// 410: the resourceVersion or continue token is too old.
    case gone(String)
    /// 429, still after the retries.
    case tooManyRequests(retryAfter: Double?)
    /// Any other answer that is no success.
    case server(code: Int, message: String)
    /// An answer that is not what the API promises.
    case malformed(String)
    /// A command in a container ended with this status, not 0; what it said on its standard error.
    case commandFailed(status: Int, message: String)
    /// The surrounding task was cancelled.
    case cancelled
  }

  public let reason: Reason
  public let request: RequestSummary
  /// After how many seconds the server wants to be asked again; nil if it did not say.
  public var retryAfter: Double?

  public init(_ reason: Reason, request: RequestSummary, retryAfter: Double? = nil) {
    self.reason = reason
    self.request = request
    self.retryAfter = retryAfter
  }

  public var isConflict: Bool { if case .conflict = reason { true } else { false } }
  public var isNotFound: Bool { if case .notFound = reason { true } else { false } }
  public var isGone: Bool { if case .gone = reason { true } else { false } }
  public var isForbidden: Bool { if case .forbidden = reason { true } else { false } }
  public var isCancelled: Bool { reason == .cancelled }

  /// Whether it is unknown what the server did: a write may or may not have happened.
  public var leavesOutcomeUnknown: Bool {
    switch reason {
    case .timeout, .truncated, .stalled, .tooLarge, .malformed, .cancelled: true
    case .server(let code, _): code >= 500
    default: false
    }
  }
}
