import Texts

/// A route made ready for many requests of one kind of client to one host.
struct CompiledRoute: Sendable {
  enum Action: Sendable {
    /// Path and authority are filled in for each request.
    case forward(ForwardDecision)
    case redirect(HTTPRedirect)
    case directResponse(HTTPDirectResponse)
  }

  /// One way into the route; for a delegated route the root's match and the delegate's, which must both hold.
  struct Alternative: Sendable {
    let matches: [CompiledMatch]

    /// The path condition that a rewrite goes by: the most specific level's.
    var uri: CompiledText? { matches.reversed().lazy.compactMap(\.uri).first }

    func matches(_ request: RequestFacts) -> Bool { matches.allSatisfy { $0.matches(request) } }

    /// What of it does not hold, in words.
    func mismatch(_ request: RequestFacts) -> String {
      matches.flatMap { $0.source.mismatches(request) }.joined(separator: "; ")
    }
  }

  /// The conditions in words; nil for one that takes everything.
  var summary: String? {
    if alternatives.isEmpty { return nil }
    return alternatives.map { alternative in
      let words = alternative.matches.flatMap(\.source.conditions)
      return words.isEmpty ? tr("every request") : words.joined(separator: tr(" and "))
    }.joined(separator: tr(", or "))
  }

  /// Any suffices; empty means every request.
  let alternatives: [Alternative]
  let action: Action
  let rewrite: HTTPRewrite?
  let rewritePattern: RE2Pattern?
  let location: RouteLocation
  let isCatchAll: Bool

  init(
    alternatives: [Alternative], action: Action, rewrite: HTTPRewrite?, location: RouteLocation, isCatchAll: Bool
  ) {
    self.alternatives = alternatives
    self.action = action
    self.rewrite = rewrite
    self.location = location
    self.isCatchAll = isCatchAll
    rewritePattern = rewrite?.regexMatch.flatMap { try? RE2Pattern($0) }
  }

  /// The decision if the route takes the request.
  func decide(_ request: RequestFacts) -> RouteDecision? {
    var taken: Alternative?
    if !alternatives.isEmpty {
      taken = alternatives.first { $0.matches(request) }
      if taken == nil { return nil }
    }
    switch action {
    case .forward(var decision):
      decision.path = path(of: request, uri: taken?.uri)
      decision.authority = rewrite?.authority ?? request.host
      return .forward(decision)
    case .redirect(let redirect):
      let target = Self.target(of: redirect, request, uri: taken?.uri)
      return .redirect(RedirectDecision(status: redirect.status, location: target, route: location))
    case .directResponse(let answer):
      return .directResponse(status: answer.status, body: answer.body, route: location)
    }
  }

  private func path(of request: RequestFacts, uri: CompiledText?) -> String {
    guard let rewrite else { return request.path }
    if let rewritePattern {
      return rewritePattern.replacingMatches(in: request.path, with: rewrite.regexRewrite ?? "")
    }
    guard let new = rewrite.uri else { return request.path }
    return Self.replacing(request.path, uri: uri, with: new)
  }

  /// Envoy's prefix rewrite: the matched prefix is replaced, under an exact or regex match the whole path. Without a
  /// path condition Istio matches the prefix `/`.
  private static func replacing(_ path: String, uri: CompiledText?, with new: String) -> String {
    let length: Int
    switch uri {
    case .prefix(let prefix), .prefixIgnoringCase(let prefix): length = prefix.utf8.count
    case nil: length = 1
    default: return new
    }
    return new + String(decoding: path.utf8.dropFirst(length), as: UTF8.self)
  }

  private static func target(of redirect: HTTPRedirect, _ request: RequestFacts, uri: CompiledText?) -> String {
    let scheme = redirect.scheme ?? request.scheme
    var authority = redirect.authority ?? HostName.withoutPort(request.host)
    let standardPort = scheme == "https" ? 443 : 80
    var port = redirect.port
    if redirect.derivePort == "FROM_REQUEST_PORT" {
      port = request.port
    } else if port == nil, redirect.derivePort == nil, redirect.authority == nil, redirect.scheme == nil,
      request.host.contains(":")
    {
      port = request.port
    }
    if let port, port != standardPort { authority += ":\(port)" }
    var path = redirect.uri ?? request.path
    if let prefix = redirect.prefixRewrite { path = replacing(request.path, uri: uri, with: prefix) }
    if !request.query.isEmpty, redirect.uri?.contains("?") != true {
      let pairs = request.query.sorted { $0.key < $1.key }.map { $0.value.isEmpty ? $0.key : "\($0.key)=\($0.value)" }
      path += "?" + pairs.joined(separator: "&")
    }
    return "\(scheme)://\(authority)\(path)"
  }
}
