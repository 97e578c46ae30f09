import Documents
import Texts

/// One entry of `http[].match`: all its conditions have to hold.
public struct HTTPMatch: Sendable, Hashable {
  public var name: String?
  public var uri: StringMatch?
  public var ignoreUriCase: Bool
  public var scheme: StringMatch?
  public var method: StringMatch?
  public var authority: StringMatch?
  /// Keys in lower case.
  public var headers: [String: StringMatch]
  /// Keys in lower case; none of these may hold.
  public var withoutHeaders: [String: StringMatch]
  public var queryParams: [String: StringMatch]
  public var port: Int?
  public var sourceLabels: [String: String]
  public var sourceNamespace: String?
  /// Overrides the object's gateways where not empty.
  public var gateways: [String]

  init(_ value: JSONValue) {
    name = value["name"]?.string
    uri = Self.match(value["uri"])
    ignoreUriCase = value["ignoreUriCase"]?.bool ?? false
    scheme = Self.match(value["scheme"])
    method = Self.match(value["method"])
    authority = Self.match(value["authority"])
    // Istio ignores these four as header names.
    let ignored: Set<String> = ["uri", "scheme", "method", "authority"]
    headers = Self.matches(value["headers"]) { $0.lowercased() }.filter { !ignored.contains($0.key) }
    withoutHeaders = Self.matches(value["withoutHeaders"]) { $0.lowercased() }.filter { !ignored.contains($0.key) }
    queryParams = Self.matches(value["queryParams"]) { $0 }
    port = value["port"]?.int
    sourceLabels = value["sourceLabels"]?.stringMap ?? [:]
    sourceNamespace = value["sourceNamespace"]?.string
    gateways = value["gateways"]?.strings ?? []
  }

  private static func match(_ value: JSONValue?) -> StringMatch? {
    guard let value, value["exact"] != nil || value["prefix"] != nil || value["regex"] != nil else { return nil }
    return StringMatch(value)
  }

  private static func matches(_ value: JSONValue?, key: (String) -> String) -> [String: StringMatch] {
    guard let object = value?.object else { return [:] }
    var matches: [String: StringMatch] = [:]
    for (name, match) in object { matches[key(name)] = StringMatch(match) }
    return matches
  }

  /// Holds for every request, whoever sends it.
  public var isCatchAll: Bool { conditions.isEmpty }

  /// Every condition in words, such as `header end-user = jason`.
  public var conditions: [String] {
    var words: [String] = []
    if let uri, uri != .prefix("/"), uri != .prefix("") { words.append(tr("path \(uri.words)")) }
    if let method { words.append(tr("method \(method.words)")) }
    if let scheme { words.append(tr("scheme \(scheme.words)")) }
    if let authority { words.append(tr("host \(authority.words)")) }
    words += Self.words(tr("header"), headers)
    words += Self.words(tr("no header"), withoutHeaders)
    words += Self.words(tr("query"), queryParams)
    if let port { words.append(tr("port \(port)")) }
    if let sourceNamespace { words.append(tr("from namespace \(sourceNamespace)")) }
    words += sourceLabels.sorted { $0.key < $1.key }.map { tr("from \($0.key)=\($0.value)") }
    if !gateways.isEmpty { words.append(tr("via \(gateways.joined(separator: ", "))")) }
    return words
  }

  private static func words(_ lead: String, _ matches: [String: StringMatch]) -> [String] {
    matches.sorted { $0.key < $1.key }.map { "\(lead) \($0.key) \($0.value.words)" }
  }
}
