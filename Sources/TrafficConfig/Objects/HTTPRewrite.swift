import Documents

/// What a route changes in the address of a request before it forwards it.
public struct HTTPRewrite: Sendable, Hashable {
  /// Replaces the matched prefix, or the whole path under an exact or regex match.
  public var uri: String?
  public var authority: String?
  /// RE2; every match in the path is replaced.
  public var regexMatch: String?
  /// May name groups as `\1`.
  public var regexRewrite: String?

  init?(_ value: JSONValue?) {
    guard let value, case .object = value else { return nil }
    uri = value["uri"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    authority = value["authority"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    regexMatch = value["uriRegexRewrite"]?["match"]?.string
    regexRewrite = value["uriRegexRewrite"]?["rewrite"]?.string
  }
}
