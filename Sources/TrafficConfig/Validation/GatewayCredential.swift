import Documents

/// A Secret that a gateway could take its certificate from. Its contents are not kept.
public struct GatewayCredential: Sendable, Hashable {
  public var namespace: String
  public var name: String
  /// Whether certificate and key are there, under the names of a TLS secret or those of a generic one.
  public var isUsable: Bool

  /// How `ValidationContext.credentials` names it.
  public var key: String { "\(namespace)/\(name)" }

  /// Reads a Secret; nil for other documents.
  public init?(_ secret: JSONValue) {
    guard secret["kind"]?.string == "Secret", let name = secret["metadata"]?["name"]?.string else { return nil }
    self.name = name
    namespace = secret["metadata"]?["namespace"]?.string ?? "default"
    func isFilled(_ key: String) -> Bool {
      [secret["data"], secret["stringData"]].contains { $0?[key]?.string?.isEmpty == false }
    }
    isUsable = [("tls.crt", "tls.key"), ("cert", "key")].contains { isFilled($0.0) && isFilled($0.1) }
  }
}
