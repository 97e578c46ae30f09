import Texts

extension HTTPMatch {
  /// The conditions that do not hold for a request, each with what the request has; empty if all hold. Gateway, source
  /// namespace and port are not asked: they decide which rules a proxy has at all.
  func mismatches(_ request: RequestFacts) -> [String] {
    var words: [String] = []
    func compare(_ match: StringMatch?, _ value: String, _ what: String, ignoringCase: Bool = false) {
      guard let match, !CompiledText(match, ignoringCase: ignoringCase).matches(value) else { return }
      words.append(tr("\(what) \(match.words), but it is \(value)"))
    }
    compare(uri, request.path, tr("path"), ignoringCase: ignoreUriCase)
    compare(method, request.method, tr("method"))
    compare(scheme, request.scheme, tr("scheme"))
    compare(authority, request.host, tr("host"))
    for (name, match) in headers.sorted(by: { $0.key < $1.key }) {
      let value = CompiledMatch.header(name, of: request)
      guard !CompiledText(match).matches(value) else { continue }
      words.append(tr("header \(name) \(match.words), but \(Self.has(value))"))
    }
    for (name, match) in withoutHeaders.sorted(by: { $0.key < $1.key }) {
      let value = CompiledMatch.header(name, of: request)
      guard CompiledMatch.isForbidden(value, by: CompiledText(match)) else { continue }
      words.append(tr("no header \(name) that \(match.words), but \(Self.has(value))"))
    }
    for (name, match) in queryParams.sorted(by: { $0.key < $1.key }) {
      let value = request.query[name]
      guard !CompiledText(match).matches(value) else { continue }
      words.append(tr("query \(name) \(match.words), but \(Self.has(value))"))
    }
    for (name, value) in sourceLabels.sorted(by: { $0.key < $1.key }) where request.source.labels[name] != value {
      words.append(
        tr(
          "from \(name)=\(value), but the client has \(request.source.labels[name].map { "\(name)=\($0)" } ?? tr("no such label"))"
        )
      )
    }
    return words
  }

  private static func has(_ value: String?) -> String { value.map { tr("it is \($0)") } ?? tr("it is absent") }

  /// Why a match can never hold for a kind of client.
  func strangers(to client: RouteCompiler.Client, in object: VirtualService) -> String {
    if !gateways.isEmpty {
      let names = gateways.map { VirtualService.gatewayName($0, in: object.namespace) }
      if !names.contains(client.gateway) { return tr("only through \(names.joined(separator: ", "))") }
    }
    if let sourceNamespace, sourceNamespace != client.namespace { return tr("only from namespace \(sourceNamespace)") }
    if let port, port != client.port { return tr("only on port \(port)") }
    return tr("not for this client")
  }
}
