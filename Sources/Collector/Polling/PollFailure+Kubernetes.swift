import Kubernetes
import Texts

extension PollFailure {
  /// The short form of an error for a list of proxies.
  init(_ error: KubernetesError) {
    switch error.reason {
    case .unreachable(let why): self.init(reason: why, isUnresponsive: true)
    case .timeout(let seconds):
      self.init(reason: tr("no answer within \(PlainNumber.decimal(seconds)) s"), isUnresponsive: true)
    case .stalled(let seconds):
      self.init(reason: tr("silent for \(PlainNumber.decimal(seconds)) s"), isUnresponsive: true)
    case .truncated: self.init(reason: tr("half a page: the connection ended before the answer did"))
    case .tooLarge(let limit): self.init(reason: tr("the page is larger than the limit, \(limit >> 20) MB"))
    case .noCredentials(let why): self.init(reason: why)
    case .unauthorized: self.init(reason: tr("the credentials are not accepted (401)"))
    // Asking again soon changes nothing but the server's audit log.
    case .forbidden(let message):
      self.init(reason: tr("forbidden: \(message)"), isUnresponsive: true, isForbidden: true)
    case .notFound(let message): self.init(reason: tr("not found: \(message)"))
    case .notServed: self.init(reason: tr("nothing at this path (404)"))
    case .tooManyRequests: self.init(reason: tr("too many requests (429)"), isUnresponsive: true)
    case .server(let code, let message):
      self.init(reason: message.isEmpty ? tr("answered \(code)") : tr("answered \(code): \(message)"))
    case .commandFailed(let status, let message):
      self.init(reason: message.isEmpty ? tr("the command ended with status \(status)") : message)
    case .cancelled: self.init(reason: "cancelled")
    case .alreadyExists(let why), .gone(let why), .malformed(let why): self.init(reason: why)
    case .conflict(let why, _), .invalid(let why, _): self.init(reason: why)
    }
  }
}
