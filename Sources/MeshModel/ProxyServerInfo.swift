/// Who a proxy says it is, by Envoy's `/server_info`.
public struct ProxyServerInfo: Hashable, Sendable, Codable {
  /// Such as `1.40.0`.
  public var version = ""
  /// `LIVE`, `DRAINING` and so on.
  public var state = ""
  /// Seconds since the process started, when it was asked.
  public var uptime = 0.0
  public var nodeID = ""
  /// What `--service-cluster` says.
  public var nodeCluster = ""
  /// Istio's node metadata; empty where there is none.
  public var workload = ""
  public var namespace = ""
  public var clusterID = ""
  public var labels: [String: String] = [:]

  public init() {}

  /// The best name there is for the workload; nil without any.
  public var workloadName: String? { [workload, nodeCluster, nodeID].first { !$0.isEmpty } }
}
