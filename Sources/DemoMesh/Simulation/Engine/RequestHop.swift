/// One hop of a request through the mesh: a client's proxy, the service it asked, and what came of it.
public struct RequestHop: Hashable, Sendable {
  /// `namespace/workload` of the client.
  public var source: String
  /// `namespace/workload` of the server; nil where no host was chosen.
  public var destination: String?
  /// The host of the service, or the Host header where no cluster was chosen.
  public var service: String
  public var method: String
  public var path: String
  public var status: Int
  /// Envoy's response flags as the client's proxy reports them, `-` for none.
  public var flags: String
  /// How many times the proxy sent it, retries included.
  public var attempts: Int
  /// A copy that nobody waits for.
  public var isMirror: Bool
  /// Seconds after the request entered the mesh.
  public var start: Double
  /// Seconds.
  public var duration: Double
}
