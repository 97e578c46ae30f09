/// A port of a service as the proxy subresource of the API server addresses it.
public struct ServiceTarget: Sendable, Hashable, CustomStringConvertible {
  public let namespace: String
  public let name: String
  /// The service's port by name or number; nil where it has only one.
  public let port: String?
  /// Whether the API server speaks TLS to the service. It does not verify the service's certificate.
  public let isTLS: Bool

  public init(namespace: String, name: String, port: String? = nil, isTLS: Bool = false) {
    self.namespace = namespace
    self.name = name
    self.port = port
    self.isTLS = isTLS
  }

  /// `[https:]name[:port]`, with an empty port where TLS needs the second colon.
  var segment: String { isTLS ? "https:\(name):\(port ?? "")" : port.map { "\(name):\($0)" } ?? name }

  public var description: String { "\(namespace)/\(segment)" }
}
