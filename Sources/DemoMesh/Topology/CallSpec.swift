import MeshModel

/// One call that an application makes to another service while it works on a request.
public struct CallSpec: Hashable, Sendable {
  /// The host as the application writes it: `details` in its own namespace, or `details.prod`, or the full name.
  public var host: String
  public var port: Int
  public var path: String
  public var method: String
  /// The chance that a request makes this call, 0...1.
  public var probability: Double
  /// What travels: HTTP and gRPC are routed request by request, TCP by connection.
  public var `protocol`: TrafficProtocol
  /// The application's own patience in seconds; nil waits for ever. Its proxy sees such a client go away (flag `DC`).
  public var timeout: Double?
  /// How often the application itself tries, timeouts included; at least 1.
  public var attempts: Int
  /// Whether the caller's own response fails when the call does. Bookinfo's pages show a note instead.
  public var isRequired: Bool

  public init(
    host: String, port: Int, path: String = "/", method: String = "GET", probability: Double = 1,
    protocol: TrafficProtocol = .http, timeout: Double? = nil, attempts: Int = 1, isRequired: Bool = false
  ) {
    self.host = host
    self.port = port
    self.path = path
    self.method = method
    self.probability = probability
    self.protocol = `protocol`
    self.timeout = timeout
    self.attempts = attempts
    self.isRequired = isRequired
  }
}
