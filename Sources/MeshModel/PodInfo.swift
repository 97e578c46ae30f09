/// A pod of a workload.
public struct PodInfo: Hashable, Sendable, Codable {
  public var name: String
  public var ip: String
  public var labels: [String: String]
  public var isReady: Bool
  /// Has an istio-proxy container (sidecar, native sidecar or gateway).
  public var hasProxy: Bool

  public init(name: String, ip: String, labels: [String: String] = [:], isReady: Bool = true, hasProxy: Bool = true) {
    self.name = name
    self.ip = ip
    self.labels = labels
    self.isReady = isReady
    self.hasProxy = hasProxy
  }
}
