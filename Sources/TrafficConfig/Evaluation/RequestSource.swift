/// Who sends a request, as routing sees it.
public struct RequestSource: Sendable, Hashable {
  public var namespace: String
  /// The pod labels of the client.
  public var labels: [String: String]
  /// `mesh` for a sidecar, `namespace/name` of the Gateway for an ingress or egress proxy.
  public var gateway: String

  public init(namespace: String, labels: [String: String] = [:], gateway: String = VirtualService.mesh) {
    self.namespace = namespace
    self.labels = labels
    self.gateway = gateway
  }
}
