import MeshModel

/// Which code counts for a request and which codes are errors, by Kiali's rules.
enum ResponseRules {
  /// The code of a request without a response.
  static let none = "-"

  /// The code that counts. `0` is no response; on gRPC the status counts unless there is none or the HTTP code itself
  /// is an error.
  static func code(http: String, grpcStatus: String, protocol: TrafficProtocol) -> String {
    guard `protocol` != .tcp else { return none }
    let code = http == "0" || !http.isKnown ? none : http
    guard `protocol` == .grpc, grpcStatus.isKnown else { return code }
    let isHTTPError = code.utf8.count == 3 && (code.hasPrefix("4") || code.hasPrefix("5"))
    return isHTTPError ? code : grpcStatus
  }

  /// Whether a code is an error: HTTP 4xx and 5xx, a gRPC status other than 0, no response. Never for TCP.
  static func isError(_ code: String, protocol: TrafficProtocol) -> Bool {
    guard `protocol` != .tcp else { return false }
    if code == none { return true }
    if code.utf8.count == 3 { return code.hasPrefix("4") || code.hasPrefix("5") }
    return `protocol` == .grpc && code.utf8.count <= 2 && code != "0"
  }
}
