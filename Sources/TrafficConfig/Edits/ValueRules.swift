import Texts

/// What may be typed where a value of Istio's API is asked for. Each function says what is wrong, or nil.
public enum ValueRules {
  /// A full host name such as `shop.example.com`, one that begins with `*.`, or `*`.
  public static func host(_ text: String) -> String? {
    if text == "*" { return nil }
    if !text.contains(".") || NameRules.wildcardDomain(text) != nil {
      return tr("A full host name such as shop.example.com, or *, is needed.")
    }
    return nil
  }

  /// `name` or `namespace/name` of an object.
  public static func objectName(_ text: String) -> String? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let isName = parts.count <= 2 && parts.allSatisfy { NameRules.isLabel($0) && $0.lowercased() == $0 }
    return isName ? nil : tr("A name of small letters, digits and dashes is needed, or namespace/name.")
  }

  /// A full host name or an IP address.
  public static func address(_ text: String) -> String? {
    NameRules.isIP(text) || text.contains(".") && NameRules.fqdn(text) == nil
      ? nil : tr("A full host name such as proxy.example.com, or an IP address, is needed.")
  }

  /// Another service as a destination: `NAME`, `NAME.NAMESPACE` or a full host name, with `/SUBSET` or `:PORT`.
  public static func destination(_ text: String) -> String? {
    var rest = Substring(text)
    if let colon = rest.lastIndex(of: ":") {
      guard let port = Int(rest[rest.index(after: colon)...]), NameRules.port(port) == nil else {
        return tr("The port is a number from 1 to 65535.")
      }
      rest = rest[..<colon]
    }
    if let slash = rest.firstIndex(of: "/") {
      guard NameRules.isLabel(rest[rest.index(after: slash)...]) else {
        return tr("After / the name of a subset is needed.")
      }
      rest = rest[..<slash]
    }
    return NameRules.fqdn(String(rest)) == nil && rest.lowercased() == rest
      ? nil : tr("A service as NAME, NAME.NAMESPACE or a full host name is needed.")
  }

  /// A header that a route sets, adds or removes.
  public static func headerName(_ text: String, allowsAuthority: Bool = false) -> String? {
    if let problem = NameRules.headerOperation(text, allowsAuthority: allowsAuthority) { return sentence(problem) }
    let isAuthority = text.lowercased() == ":authority"
    return isAuthority || NameRules.isToken(text) ? nil : tr("\(text) is no name of a header.")
  }

  public static func headerValue(_ text: String) -> String? { NameRules.headerValue(text).map(sentence) }

  /// RE2 syntax, as Envoy takes it.
  public static func regex(_ text: String) -> String? {
    do {
      _ = try RE2Pattern(text)
      return nil
    } catch { return "\(error)" }
  }

  /// Conditions on which requests are tried again, separated by commas: names or HTTP statuses.
  public static func retryOn(_ text: String) -> String? {
    for word in text.split(separator: ",", omittingEmptySubsequences: false).map({ $0.filter { $0 != " " } }) {
      let isStatus = Int(word).map { (100...599).contains($0) } ?? false
      if !isStatus, !ObjectChecker.retryConditions.contains(word) {
        return word.isEmpty
          ? tr("There is a comma too many.")
          : tr("\(word) is no condition. Known: \(retryConditions.joined(separator: ", ")).")
      }
    }
    return nil
  }

  /// Sorted by name.
  public static var retryConditions: [String] { ObjectChecker.retryConditions.sorted() }

  /// The names that gRPC gives its statuses.
  public static var grpcStatuses: [String] { EditValue.grpcStatuses }

  private static func sentence(_ text: String) -> String {
    guard let first = text.first else { return text }
    return first.uppercased() + text.dropFirst() + (text.hasSuffix(".") ? "" : ".")
  }
}
