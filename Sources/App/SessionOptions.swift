import MeshModel
import Settings

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
  /// Where traffic is read from; nil means as the settings say, else the proxies.
  public var source: TrafficSourceChoice?
  /// How a Prometheus is asked; without an address the settings say it. Nil means wholly as the settings say.
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

  /// Settings in the place of the usual ones.
  public var configFile: String?
  /// A file that each look at the mesh is written to; nil records nothing.
  public var record: String?

  public init() {}
}
