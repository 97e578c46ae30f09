import NIOHTTP1

/// One HTTP request, read whole.
struct APIRequest: Sendable {
  var method: String
  /// The path as sent, still percent-encoded, without the query.
  var rawPath: String
  /// The query as sent, without the question mark.
  var rawQuery: String
  var headers: HTTPHeaders
  var body: [UInt8]
  /// Query parameters in order, decoded.
  var query: [(name: String, value: String)]

  init(method: String, uri: String, headers: HTTPHeaders = [:], body: [UInt8] = []) {
    self.method = method
    self.headers = headers
    self.body = body
    let parts = uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var path = String(parts.first ?? "")
    if let scheme = path.firstRange(of: "://") {
      // A proxy-style absolute URI: the authority is not ours to judge.
      let rest = path[scheme.upperBound...]
      path = rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? "/"
    }
    rawPath = path.isEmpty ? "/" : path
    rawQuery = parts.count > 1 ? String(parts[1]) : ""
    query = PercentCoding.pairs(of: rawQuery)
  }

  /// The first value of a query parameter.
  func parameter(_ name: String) -> String? { query.first { $0.name == name }?.value }

  /// All values of a query parameter.
  func parameters(_ name: String) -> [String] { query.filter { $0.name == name }.map(\.value) }

  /// Whether a flag is set as Go's `strconv.ParseBool` reads it; an empty value of a present flag counts as set.
  func flag(_ name: String) -> Bool {
    guard let value = parameter(name) else { return false }
    return ["", "1", "t", "T", "TRUE", "true", "True"].contains(value)
  }
}

extension String {
  fileprivate func firstRange(of needle: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
      start = index(after: start)
    }
    return nil
  }
}
