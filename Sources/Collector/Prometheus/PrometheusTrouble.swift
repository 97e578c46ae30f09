import Kubernetes
import Texts

/// What went wrong with a Prometheus, and what to do about it.
enum PrometheusTrouble {
  static func failure(_ error: KubernetesError) -> PollFailure {
    let (text, isUnresponsive) = words(error.reason, isThroughAPI: error.request.resource.hasSuffix("/proxy"))
    return PollFailure(reason: text, isUnresponsive: isUnresponsive)
  }

  static func failure(_ fault: PrometheusAnswer.Fault) -> PollFailure {
    switch fault {
    case .malformed(let what):
      PollFailure(reason: "it answers with \(what): is it a Prometheus, and the path right? \(paths)")
    case .refused(let type, let message): PollFailure(reason: refusal("\(type): \(message)"))
    }
  }

  private static let paths =
    "Mimir wants /prometheus at the end of the URL, vmselect /select/0/prometheus"

  private static func words(
    _ reason: KubernetesError.Reason, isThroughAPI: Bool
  ) -> (text: String, isUnresponsive: Bool) {
    switch reason {
    case .unreachable(let why): (why, true)
    case .timeout(let seconds):
      ("no answer within \(PlainNumber.decimal(seconds)) s. Shorten --window, or name namespaces with -n", true)
    case .stalled(let seconds): (tr("silent for \(PlainNumber.decimal(seconds)) s"), true)
    case .truncated: ("the connection ended before the answer did", true)
    case .tooLarge(let limit): ("the answer is larger than \(limit >> 20) MB. Name namespaces with -n", false)
    case .unauthorized:
      (
        "it does not accept the credentials (401). Give a token with --prometheus-token-file or in "
          + "VIGLA_PROMETHEUS_TOKEN, a name with --prometheus-user, or a tenant with --prometheus-tenant", false
      )
    case .forbidden(let message):
      (
        isThroughAPI
          ? "not allowed: \(open(message)). Ask for the RBAC verb create or get on services/proxy, or give its "
            + "address with --prometheus URL" : "not allowed (403): \(open(message))", false
      )
    case .notFound(let message) where isThroughAPI: (tr("not found: \(open(message))"), false)
    case .notFound, .notServed: ("nothing is at this path (404). \(paths)", false)
    case .tooManyRequests: ("it is overloaded (429). Lengthen --refresh", true)
    case .invalid(let message, _): (refusal(message), false)
    case .server(let code, let message):
      switch code {
      case 300..<400:
        ("it redirects (\(code)), perhaps to a login page or to https. Give the address that it redirects to", false)
      case 405: ("it takes no POST (405): is it a Prometheus?", false)
      default: (message.isEmpty ? "it answered \(code)" : refusal("\(message) (\(code))"), code >= 502)
      }
    case .cancelled: ("cancelled", false)
    case .noCredentials(let why), .malformed(let why), .conflict(let why, _), .alreadyExists(let why), .gone(let why):
      (why, false)
    case .commandFailed(_, let message): (message, false)
    }
  }

  /// The store's own refusal of a question, with what helps.
  private static func refusal(_ message: String) -> String {
    let lower = message.lowercased()
    if lower.contains("timeout") || lower.contains("timed out") || lower.contains("too many samples")
      || lower.contains("would load") || lower.contains("exceed") || lower.contains("limit")
    {
      return "\(open(message)). Shorten --window, or name namespaces with -n"
    }
    if lower.contains("org id") {
      return "\(open(message)). Name the tenant with --prometheus-tenant"
    }
    return open(message)
  }

  /// Without a full stop at its end, as the sentence goes on.
  private static func open(_ text: String) -> String {
    var text = text[...]
    while let last = text.last, last == "." || last.isWhitespace { text = text.dropLast() }
    return String(text)
  }
}
