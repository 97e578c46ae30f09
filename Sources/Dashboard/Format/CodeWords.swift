import Texts

/// What response codes mean, in words.
enum CodeWords {
  /// The meaning of an HTTP code or gRPC status; a code of a class where it has no name of its own.
  static func text(_ code: String) -> String {
    if let words = words[code] { return tr(key: words) }
    guard let number = Int(code) else { return code == "-" ? tr(key: words["0"] ?? "") : code }
    switch number {
    case 1...16: return tr("gRPC error")
    case 100..<200: return tr("informational")
    case 200..<300: return tr("success")
    case 300..<400: return tr("redirect")
    case 400..<500: return tr("refused: the request is at fault")
    case 500..<600: return tr("failed: the server or a proxy is at fault")
    default: return ""
    }
  }

  // HTTP: RFC 9110; gRPC: the status codes of its documentation.
  static let words: [String: String] = [
    "0": "no response, or gRPC OK", "200": "OK", "201": "created", "204": "no content", "301": "moved for good",
    "302": "found elsewhere", "304": "not modified", "307": "moved for now", "308": "moved for good",
    "400": "bad request", "401": "not logged in", "403": "forbidden", "404": "not found", "405": "method not allowed",
    "408": "request took too long", "409": "conflict", "413": "content too large", "429": "too many requests",
    "431": "headers too large", "499": "the caller went away", "500": "internal error", "501": "not implemented",
    "502": "bad answer from behind", "503": "unavailable", "504": "timed out", "1": "gRPC cancelled",
    "2": "gRPC unknown error", "3": "gRPC invalid argument", "4": "gRPC deadline exceeded", "5": "gRPC not found",
    "7": "gRPC permission denied", "8": "gRPC resource exhausted", "12": "gRPC unimplemented", "13": "gRPC internal",
    "14": "gRPC unavailable", "16": "gRPC unauthenticated",
  ]
}
