import MeshModel

/// One kind of request that the demo's load sends to the ingress gateway.
public struct EntryLoad: Hashable, Sendable {
  /// The Host header, without a port.
  public var host: String
  public var path: String
  public var method: String
  /// Lower-case names.
  public var headers: [String: String]
  /// Its part of all the load, relative to the other entries.
  public var share: Double
  /// The service that these requests are meant for. See `MeshTopology.entries` for when this decides.
  public var service: ServiceID
  public var port: Int

  public init(
    host: String, path: String, method: String = "GET", headers: [String: String] = [:], share: Double = 1,
    service: ServiceID, port: Int
  ) {
    self.host = host
    self.path = path
    self.method = method
    self.headers = headers
    self.share = share
    self.service = service
    self.port = port
  }
}
