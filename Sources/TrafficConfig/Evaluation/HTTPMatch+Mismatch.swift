extension HTTPMatch {
  /// The conditions that do not hold for a request, each with what the request has; empty if all hold. Gateway, source
  /// namespace and port are not asked: they decide which rules a proxy has at all.
  func mismatches(_ request: RequestFacts) -> [String] {
    var words: [String] = []
    func compare(_ match: StringMatch?, _ value: String, _ what: String, ignoringCase: Bool = false) {
      guard let match, !CompiledText(match, ignoringCase: ignoringCase).matches(value) else { return }
      words.append("\(what) \(match.words), but it is \(value)")
    }
    compare(uri, request.path, "path", ignoringCase: ignoreUriCase)
    compare(method, request.method, "method")
    compare(scheme, request.scheme, "scheme")
    compare(authority, request.host, "host")
    for (name, match) in headers.sorted(by: { $0.key < $1.key }) {
      let value = CompiledMatch.header(name, of: request)
      guard !CompiledText(match).matches(value) else { continue }
      words.append("header \(name) \(match.words), but \(Self.has(value))")
    }
    for (name, match) in withoutHeaders.sorted(by: { $0.key < $1.key }) {
      let value = CompiledMatch.header(name, of: request)
      guard CompiledMatch.isForbidden(value, by: CompiledText(match)) else { continue }
      words.append("no header \(name) that \(match.words), but \(Self.has(value))")
    }
    for (name, match) in queryParams.sorted(by: { $0.key < $1.key }) {
      let value = request.query[name]
      guard !CompiledText(match).matches(value) else { continue }
      words.append("query \(name) \(match.words), but \(Self.has(value))")
    }
    for (name, value) in sourceLabels.sorted(by: { $0.key < $1.key }) where request.source.labels[name] != value {
      words.append(
        "from \(name)=\(value), but the client has \(request.source.labels[name].map { "\(name)=\($0)" } ?? "no such label")"
      )
    }
    return words
  }

  private static func has(_ value: String?) -> String { value.map { "it is \($0)" } ?? "it is absent" }

  /// Why a match can never hold for a kind of client.
  func strangers(to client: RouteCompiler.Client, in object: VirtualService) -> String {
    if !gateways.isEmpty {
      let names = gateways.map { VirtualService.gatewayName($0, in: object.namespace) }
      if !names.contains(client.gateway) { return "only through \(names.joined(separator: ", "))" }
    }
    if let sourceNamespace, sourceNamespace != client.namespace { return "only from namespace \(sourceNamespace)" }
    if let port, port != client.port { return "only on port \(port)" }
    return "not for this client"
  }
}
