/// An `HTTPMatch` made ready for many requests. Gateway, source namespace and port are settled before.
struct CompiledMatch: Sendable {
  /// What it was made of.
  let source: HTTPMatch
  let uri: CompiledText?
  private let method: CompiledText?
  private let scheme: CompiledText?
  private let authority: CompiledText?
  private let headers: [(name: String, match: CompiledText)]
  private let withoutHeaders: [(name: String, match: CompiledText)]
  private let query: [(name: String, match: CompiledText)]
  private let sourceLabels: [String: String]

  init(_ match: HTTPMatch) {
    source = match
    uri = match.uri.map { CompiledText($0, ignoringCase: match.ignoreUriCase) }
    method = match.method.map { CompiledText($0) }
    scheme = match.scheme.map { CompiledText($0) }
    authority = match.authority.map { CompiledText($0) }
    headers = match.headers.map { ($0.key, CompiledText($0.value)) }
    withoutHeaders = match.withoutHeaders.map { ($0.key, CompiledText($0.value)) }
    query = match.queryParams.map { ($0.key, CompiledText($0.value)) }
    sourceLabels = match.sourceLabels
  }

  func matches(_ request: RequestFacts) -> Bool {
    if let uri, !uri.matches(request.path) { return false }
    if let method, !method.matches(request.method) { return false }
    if let scheme, !scheme.matches(request.scheme) { return false }
    if let authority, !authority.matches(request.host) { return false }
    for (name, match) in headers where !match.matches(Self.header(name, of: request)) { return false }
    for (name, match) in withoutHeaders {
      if Self.isForbidden(Self.header(name, of: request), by: match) { return false }
    }
    for (name, match) in query where !match.matches(request.query[name]) { return false }
    return sourceLabels.allSatisfy { request.source.labels[$0.key] == $0.value }
  }

  /// Istio compares a missing header as an empty one, unless only its presence is asked about.
  static func isForbidden(_ value: String?, by match: CompiledText) -> Bool {
    if case .present = match { return value != nil }
    return match.matches(value ?? "")
  }

  static func header(_ name: String, of request: RequestFacts) -> String? {
    guard name.utf8.first == UInt8(ascii: ":") else { return request.headers[name] }
    return switch name {
    case ":path": request.path
    case ":method": request.method
    case ":scheme": request.scheme
    case ":authority": request.host
    default: request.headers[name]
    }
  }
}
