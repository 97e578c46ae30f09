/// Names that Istio uses unless an installation says otherwise.
public enum MeshDefaults {
  /// The cluster name of a single-cluster installation.
  public static let cluster = "Kubernetes"
  /// The DNS domain of the cluster.
  public static let domain = "cluster.local"
  /// The namespace of istiod and of mesh-wide configuration.
  public static let rootNamespace = "istio-system"
  /// What Istio writes for a label that it does not know. An empty value means the same.
  public static let unknown = "unknown"
  /// The canonical revision of a workload that states none.
  public static let latestRevision = "latest"
}
