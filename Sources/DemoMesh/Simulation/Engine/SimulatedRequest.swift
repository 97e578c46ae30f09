/// A request on its way from a client to a service.
struct SimulatedRequest {
  /// The Host header as the client wrote it, without a port.
  var authority: String
  var port: Int
  /// With the query, if there is one.
  var path: String
  var method: String
  /// Lower-case names.
  var headers: [String: String]
  /// The address of who sent it, for source-IP hashing.
  var sourceAddress: String

  /// The Host header with the port, as HTTP clients send it for other ports than 80.
  var hostHeader: String { port == 80 ? authority : "\(authority):\(port)" }
  var pathWithoutQuery: Substring { path.prefix { $0 != "?" } }
  var query: Substring { path.dropFirst(pathWithoutQuery.count + 1) }

  /// What an application passes on to the services that it calls: Bookinfo's list of tracing and session headers.
  var propagatedHeaders: [String: String] {
    if headers.keys.allSatisfy(SimulatedRequest.isPropagated) { return headers }
    return headers.filter { SimulatedRequest.isPropagated($0.key) }
  }

  /// - Parameter name: in lower case.
  static func isPropagated(_ name: String) -> Bool {
    switch name {
    case "end-user", "user-agent", "cookie", "authorization", "jwt", "traceparent", "tracestate", "b3", "cloudtrace":
      true
    default: name.hasPrefix("x-")
    }
  }

  /// An estimate of its size on the wire: the request line and headers that every client sends, and its own.
  var wireBytes: Int {
    headers.reduce(290 + path.utf8.count + authority.utf8.count) { $0 + $1.key.utf8.count + $1.value.utf8.count + 4 }
  }

  func cookie(named name: String) -> String? {
    SimulatedRequest.value(named: name, in: headers["cookie"] ?? "", separator: ";")
  }

  func queryParameter(named name: String) -> String? {
    SimulatedRequest.value(named: name, in: String(query), separator: "&")
  }

  private static func value(named name: String, in text: String, separator: Character) -> String? {
    for pair in text.split(separator: separator) {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, parts[0].drop(while: { $0 == " " }) == name { return String(parts[1]) }
    }
    return nil
  }
}
