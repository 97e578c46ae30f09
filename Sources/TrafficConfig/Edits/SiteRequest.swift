import MeshModel

/// The wish to have a front end and its API under one host: the front end at `/`, the API under a prefix.
public struct SiteRequest: Sendable, Hashable {
  /// The front end: its host, gateway, port and TLS; the path does not count.
  public var front: ExposeRequest
  public var api: ServiceID
  /// Such as `/api`.
  public var prefix: String
  /// Needed where the API's service has several ports.
  public var apiPort: Int?
  /// The API sees paths without the prefix.
  public var stripsPrefix: Bool

  public init(front: ExposeRequest, api: ServiceID, prefix: String, apiPort: Int? = nil, stripsPrefix: Bool = false) {
    self.front = front
    self.api = api
    self.prefix = prefix
    self.apiPort = apiPort
    self.stripsPrefix = stripsPrefix
  }
}
