import Documents
import Texts

/// One condition on requests, as an operator types it: `header:end-user=jason`, `uri^=/api`, `!header:x-test`.
public struct MatchCondition: Sendable, Hashable {
  /// What of a request is compared.
  public enum Subject: Sendable, Hashable {
    case uri, method, scheme, authority
    case header(String)
    case query(String)
    case port
    case sourceLabel(String)
    case sourceNamespace
    /// `mesh`, or a gateway as `name` or `namespace/name`.
    case gateway
  }

  public var subject: Subject
  public var match: StringMatch
  /// The condition must not hold.
  public var isNegated: Bool

  public init(_ subject: Subject, _ match: StringMatch, isNegated: Bool = false) {
    self.subject = subject
    self.match = match
    self.isNegated = isNegated
  }

  /// Reads `[!]SUBJECT[:NAME]`, then nothing for presence, `=VALUE`, `^=PREFIX` or `~=REGEX`.
  ///
  /// The subjects are `header:NAME`, `query:NAME`, `uri`, `method`, `authority` (or `host`), `scheme`, `port`,
  /// `source:LABEL`, `namespace` and `gateway`; only headers, method and authority can be negated.
  public init(parsing text: String) throws(ChangeRefusal) {
    var rest = Substring(text)
    isNegated = rest.first == "!"
    if isNegated { rest = rest.dropFirst() }
    // A header's name cannot hold `=`, but it can end in `^` or `~`: the sign counts.
    let equals = rest.firstIndex(of: "=")
    var left = rest[..<(equals ?? rest.endIndex)]
    let value = equals.map { String(rest[rest.index(after: $0)...]) }
    let sign = equals == nil ? nil : left.last.flatMap { "^~".contains($0) ? $0 : nil }
    if sign != nil { left = left.dropLast() }
    subject = try Self.subject(String(left), in: text)
    switch (value, sign) {
    case (nil, _): match = .present
    case (let value?, "^"): match = .prefix(value)
    case (let value?, "~"): match = .regex(value)
    case (let value?, _): match = .exact(value)
    }
    try check(text)
  }

  private static func subject(_ text: String, in whole: String) throws(ChangeRefusal) -> Subject {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    if parts.count == 2, !parts[1].isEmpty {
      switch parts[0] {
      case "header": return .header(parts[1])
      case "query": return .query(parts[1])
      case "source": return .sourceLabel(parts[1])
      default: break
      }
    }
    switch text {
    case "uri": return .uri
    case "method": return .method
    case "scheme": return .scheme
    case "authority", "host": return .authority
    case "port": return .port
    case "namespace": return .sourceNamespace
    case "gateway": return .gateway
    default:
      throw ChangeRefusal(
        .badMatch,
        tr(
          "\(whole): a match begins with header:NAME, query:NAME, uri, method, authority, scheme, port, source:LABEL, "
            + "namespace or gateway."))
    }
  }

  private func check(_ text: String) throws(ChangeRefusal) {
    switch subject {
    case .header(let name):
      if !name.hasPrefix("@request.auth.claims"), !NameRules.isToken(name) {
        throw ChangeRefusal(.badMatch, tr("\(text): \(name) is no name of a header."))
      }
    case .query: break
    case .uri, .method, .scheme, .authority:
      if match == .present { throw ChangeRefusal(.badMatch, tr("\(text): it needs a value, such as uri^=/api.")) }
    case .port:
      guard case .exact(let number) = match, let number = Int(number), (1...65535).contains(number) else {
        throw ChangeRefusal(.badMatch, tr("\(text): a port is a number from 1 to 65535, as in port=9080."))
      }
    case .sourceLabel, .sourceNamespace, .gateway:
      guard case .exact(let value) = match, !value.isEmpty else {
        throw ChangeRefusal(.badMatch, tr("\(text): it can only be compared by =."))
      }
    }
    if case .prefix("") = match { throw ChangeRefusal(.badMatch, tr("\(text): the prefix is empty.")) }
    if case .regex(let pattern) = match {
      do { _ = try RE2Pattern(pattern) } catch { throw ChangeRefusal(.badMatch, "\(text): \(error)") }
    }
    if isNegated { try checkNegation(text) }
  }

  private func checkNegation(_ text: String) throws(ChangeRefusal) {
    switch subject {
    case .header, .method, .authority: return
    default:
      throw ChangeRefusal(.badMatch, tr("\(text): only headers, the method and the authority can be negated."))
    }
  }
}

extension MatchCondition {
  /// One entry of `http[].match` that asks for all the conditions.
  static func document(_ conditions: [MatchCondition]) throws(ChangeRefusal) -> JSONValue {
    var match = JSONValue.object([:])
    for condition in conditions {
      if condition.subject == .gateway, case .exact(let name) = condition.match {
        match["gateways"] = .array((match["gateways"]?.array ?? []) + [.string(name)])
        continue
      }
      let path = condition.path
      guard match[path] == nil else {
        throw ChangeRefusal(.badMatch, tr("Two conditions on \(path): one match can hold only one of them."))
      }
      match[path] = condition.value
    }
    return match
  }

  /// Whether the condition stands under a key of the match, and under a name where that is a map.
  func isWritten(under key: String, name: String?) -> Bool {
    path == (name.map { [.key(key), .key($0)] } ?? [.key(key)])
  }

  private var path: JSONPath {
    switch subject {
    case .uri: ["uri"]
    case .method: isNegated ? ["withoutHeaders", ":method"] : ["method"]
    case .scheme: ["scheme"]
    case .authority: isNegated ? ["withoutHeaders", ":authority"] : ["authority"]
    case .header(let name): [isNegated ? "withoutHeaders" : "headers", .key(name)]
    case .query(let name): ["queryParams", .key(name)]
    case .port: ["port"]
    case .sourceLabel(let name): ["sourceLabels", .key(name)]
    case .sourceNamespace: ["sourceNamespace"]
    case .gateway: ["gateways"]
    }
  }

  private var value: JSONValue {
    switch (subject, match) {
    case (.port, .exact(let number)): JSONValue(Int(number) ?? 0)
    case (.sourceLabel, .exact(let text)), (.sourceNamespace, .exact(let text)): .string(text)
    // For query parameters older Istio knows no empty match; for absent headers a star is Istio's spelling.
    case (.query, .present): ["regex": ".*"]
    case (.header, .present): isNegated ? ["regex": "*"] : [:]
    case (_, .exact(let text)): ["exact": .string(text)]
    case (_, .prefix(let text)): ["prefix": .string(text)]
    case (_, .regex(let text)): ["regex": .string(text)]
    case (_, .present): [:]
    }
  }
}
