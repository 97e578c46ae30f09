/// What of a request decides its route.
public struct RequestFacts: Sendable, Hashable {
  /// The authority as the client sent it, perhaps with a port.
  public var host: String
  /// The port that the client addressed.
  public var port: Int
  /// Without the query.
  public var path: String
  public var query: [String: String]
  public var method: String
  public var scheme: String
  /// Keys in lower case; several values of one header joined by commas.
  public var headers: [String: String]
  public var source: RequestSource

  public init(
    host: String, port: Int, path: String = "/", query: [String: String] = [:], method: String = "GET",
    scheme: String = "http", headers: [String: String] = [:], source: RequestSource
  ) {
    self.host = host
    self.port = port
    self.path = path
    self.query = query
    self.method = method
    self.scheme = scheme
    self.headers = headers
    self.source = source
  }

  /// Splits a request target such as `/reviews/0?page=2` into path and query; of repeated parameters the first counts.
  public mutating func setTarget(_ target: String) {
    guard let mark = target.firstIndex(of: "?") else {
      path = target
      query = [:]
      return
    }
    path = String(target[..<mark])
    query = [:]
    for pair in target[target.index(after: mark)...].split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      if query[name] == nil { query[name] = parts.count > 1 ? String(parts[1]) : "" }
    }
  }
}
