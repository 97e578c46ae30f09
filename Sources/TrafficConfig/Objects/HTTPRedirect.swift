import Documents

/// An answer that sends the client elsewhere.
public struct HTTPRedirect: Sendable, Hashable {
  public var uri: String?
  /// Replaces the matched prefix only.
  public var prefixRewrite: String?
  public var authority: String?
  public var scheme: String?
  public var port: Int?
  /// `FROM_PROTOCOL_DEFAULT` or `FROM_REQUEST_PORT`.
  public var derivePort: String?
  public var status: Int

  init?(_ value: JSONValue?) {
    guard let value, case .object = value else { return nil }
    uri = value["uri"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    prefixRewrite = value["prefixRewrite"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    authority = value["authority"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    scheme = value["scheme"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    port = value["port"]?.int
    derivePort = value["derivePort"]?.string
    status = value["redirectCode"]?.int.flatMap { $0 == 0 ? nil : $0 } ?? 301
  }
}
