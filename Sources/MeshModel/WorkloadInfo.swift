/// A workload with its pods as Kubernetes reports them.
public struct WorkloadInfo: Hashable, Sendable, Codable, Identifiable {
  public let id: WorkloadID
  /// The labels of the pod template.
  public var labels: [String: String]
  public var replicas: Replicas?
  public var serviceAccount: String
  public var pods: [PodInfo]

  public init(
    id: WorkloadID, labels: [String: String] = [:], replicas: Replicas? = nil, serviceAccount: String = "default",
    pods: [PodInfo] = []
  ) {
    self.id = id
    self.labels = labels
    self.replicas = replicas
    self.serviceAccount = serviceAccount
    self.pods = pods
  }

  /// The app by Istio's labels, canonical name first.
  public var app: String? {
    labels["service.istio.io/canonical-name"] ?? labels["app.kubernetes.io/name"] ?? labels["app"]
  }
  /// The version by Istio's labels, canonical revision first.
  public var version: String? {
    labels["service.istio.io/canonical-revision"] ?? labels["app.kubernetes.io/version"] ?? labels["version"]
  }
}
