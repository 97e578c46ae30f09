import MeshModel
import Texts

/// Why nothing is known of a service that no request reached: what its callers were told instead, if they called.
struct QuietReasons {
  var service: String
  var namespace: String
  var snapshot: MeshSnapshot

  /// Requests for the service's host that failed before any pod of it saw them.
  struct Failure: Hashable, Sendable {
    var caller: String
    var response: ResponseKey
    var rate: Double
  }

  /// Most frequent first.
  var failures: [Failure] {
    let nodes = Dictionary(snapshot.nodes.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    var rates: [String: [ResponseKey: Double]] = [:]
    for edge in snapshot.edges {
      let caller = nodes[edge.source]
      for (response, rate) in edge.responses where rate > 0 && ErrorShare.isError(code: response.code) {
        guard isAbout(response.host, from: caller?.namespace) else { continue }
        rates[caller?.name ?? MeshDefaults.unknown, default: [:]][response, default: 0] += rate
      }
    }
    return rates.flatMap { caller, responses in
      responses.map { Failure(caller: caller, response: $0.key, rate: $0.value) }
    }.sorted { ($1.rate, $0.caller, $0.response) < ($0.rate, $1.caller, $1.response) }
  }

  /// Whether a request's host means the service; a bare name does where the caller is of the same namespace.
  private func isAbout(_ host: String, from callerNamespace: String?) -> Bool {
    let name = host.split(separator: ":", maxSplits: 1).first.map(String.init) ?? ""
    if name == service { return callerNamespace == namespace }
    return name == "\(service).\(namespace)" || name.hasPrefix("\(service).\(namespace).svc")
  }

  /// One line for each kind of failure, or why there is none to tell of.
  var lines: [TextLine] {
    let span = Figures.duration(snapshot.windowSeconds)
    let failures = failures
    guard !failures.isEmpty else {
      return [TextLine(tr("No request to it was seen in \(span): no caller with a proxy sent one."), .muted)]
    }
    let told = failures.prefix(3).map { failure -> TextLine in
      let flags = failure.response.flags == "-" ? "" : " " + failure.response.flags
      var line = TextLine(ResponseWords.code(failure.response.code) + flags, .error)
      line.append(" " + tr("for \(failure.response.host) by \(failure.caller), \(Figures.rate(failure.rate))"))
      if let words = ResponseWords.flags(failure.response.flags) { line.append(tr(": ") + words, .muted) }
      return line
    }
    return told + [TextLine(tr("No pod of it saw a request in \(span): they fail before they get there."), .muted)]
  }
}
