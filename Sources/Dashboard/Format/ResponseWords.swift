import Texts

/// Envoy's response flags and the codes without a number, in words.
enum ResponseWords {
  /// What a flag means to an operator; the flag itself if it is none of Envoy's.
  static func flag(_ flag: String) -> String { words[flag].map { tr(key: $0) } ?? flag }

  /// The words of a comma-joined list of flags; nil for none.
  static func flags(_ flags: String) -> String? {
    let known = flags.split(separator: ",").map(String.init).filter { $0 != "-" && !$0.isEmpty }
    return known.isEmpty ? nil : known.map(flag).joined(separator: ", ")
  }

  /// A code as printed: `-` is a request without any response.
  static func code(_ code: String) -> String { code == "-" || code == "0" ? tr("none") : code }

  /// In English, by flag.
  static let words: [String: String] = [
    "UH": "no healthy pod",
    "UF": "connection to the pod failed",
    "UO": "circuit breaker open",
    "NR": "no route matched",
    "NC": "the route's subset or cluster does not exist",
    "URX": "retry limit reached",
    "UT": "timeout",
    "UC": "the pod closed the connection",
    "UR": "the pod reset the request",
    "LR": "connection reset locally",
    "DC": "the caller went away",
    "DR": "the caller reset the request",
    "DPE": "protocol error by the caller",
    "UPE": "protocol error by the pod",
    "DI": "delay injected",
    "FI": "fault injected",
    "RL": "rate limited",
    "RLSE": "rate limit service failed",
    "UAEX": "denied by external authorization",
    "SI": "stream idle timeout",
    "DT": "duration limit reached",
    "UMSDR": "longest stream duration reached",
    "IH": "invalid x-envoy header",
    "LH": "local health check failed",
    "RFCF": "answered from cache",
    "NFCF": "filter configuration missing",
    "OM": "overload manager",
    "DF": "DNS lookup failed",
    "DO": "drop overload",
    "UDO": "unconditional drop overload",
  ]
}
