/// A workload with its pods as Kubernetes reports them.
public struct WorkloadInfo: Hashable, Sendable, Codable, Identifiable {
  public let id: WorkloadID
  /// The labels of the pod template.
  public var labels: [String: String]
  public var replicas: Replicas?
  public var serviceAccount: String
  public var pods: [PodInfo]
  /// What it is in Kubernetes, such as `Deployment`, `StatefulSet`, `CronJob`, or `Pod` for one that nobody owns; nil
  /// where it is not known.
  public var kind: String?
  /// What its pods accept; nil where policies cannot be read.
  public var mutualTLS: MutualTLS?

  public init(
    id: WorkloadID, labels: [String: String] = [:], replicas: Replicas? = nil, serviceAccount: String = "default",
    pods: [PodInfo] = [], kind: String? = nil
  ) {
    self.id = id
    self.labels = labels
    self.replicas = replicas
    self.serviceAccount = serviceAccount
    self.pods = pods
    self.kind = kind
  }

  /// The app by Istio's labels, canonical name first.
  public var app: String? {
    labels["service.istio.io/canonical-name"] ?? labels["app.kubernetes.io/name"] ?? labels["app"]
  }
  /// The version by Istio's labels, canonical revision first.
  public var version: String? {
    labels["service.istio.io/canonical-revision"] ?? labels["app.kubernetes.io/version"] ?? labels["version"]
  }

  /// What brings it into the mesh: its pods' proxy, `ambient`, or `none`; several where the pods differ.
  public var meshModes: [String] {
    Set(pods.map { $0.proxy?.rawValue ?? ($0.isAmbient ? "ambient" : "none") }).sorted()
  }
  /// The versions of its pods' proxies, sorted.
  public var proxyVersions: [String] { Set(pods.compactMap(\.proxyVersion)).sorted() }
  /// The revisions of Istio that its pods' proxies were made by, sorted.
  public var revisions: [String] { Set(pods.compactMap(\.revision)).sorted() }
}
