import MeshModel

/// Which mesh to look at, and how: what the connection options of every command say.
public struct SessionOptions: Sendable {
  /// A kubeconfig file; nil means `KUBECONFIG` or the default one.
  public var kubeconfig: String?
  /// A context of the kubeconfig; nil means the current one.
  public var context: String?
  /// The namespaces to show; empty means the context's own, unless all are wanted.
  public var namespaces: [String] = []
  public var allNamespaces = false
  /// A file that lists proxies without Kubernetes.
  public var endpoints: String?
  /// The Prometheus that tells of traffic; nil where the proxies themselves do.
  public var prometheus: PrometheusAccess?
  /// Polls the pods' own addresses, not the API server's pod proxy.
  public var direct = false
  public var readOnly = false
  /// Seconds between polls, 1...60; nil means as the settings say, else 5.
  public var refresh: Double?
  /// Seconds that rates are taken over, 10...300 and with a Prometheus up to a day; nil means as the settings say, else 30.
  public var window: Double?
  public var graphType = GraphType.versionedApp
  /// Keeps series and objects without traffic.
  public var showsIdle = false
  /// Puts the service between client and workload.
  public var showsServiceNodes = true

  /// A file that each look at the mesh is written to; nil records nothing.
  public var record: String?

  public init() {}
}
