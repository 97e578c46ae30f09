import Documents

/// How a client's proxy encrypts towards a destination.
public struct ClientTLSPolicy: Sendable, Hashable {
  public enum Mode: String, Sendable, Hashable {
    case disable = "DISABLE"
    case simple = "SIMPLE"
    case mutual = "MUTUAL"
    case istioMutual = "ISTIO_MUTUAL"
  }

  public var mode: Mode
  public var sni: String?
  public var clientCertificate: String?
  public var privateKey: String?
  public var caCertificates: String?
  public var credentialName: String?
  /// Of which the server's certificate must have one; empty takes the service's own.
  public var subjectAltNames: [String] = []

  public init(mode: Mode, sni: String? = nil) {
    self.mode = mode
    self.sni = sni
  }

  init?(_ value: JSONValue?) {
    guard let value, case .object = value else { return nil }
    self.init(mode: value["mode"]?.string.flatMap(Mode.init) ?? .disable, sni: value["sni"]?.string)
    clientCertificate = value["clientCertificate"]?.string
    privateKey = value["privateKey"]?.string
    caCertificates = value["caCertificates"]?.string
    credentialName = value["credentialName"]?.string
    subjectAltNames = value["subjectAltNames"]?.strings ?? []
  }
}
