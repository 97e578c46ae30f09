import Kubernetes
import MeshModel
import TrafficConfig

/// What a mesh consists of at one moment, besides traffic.
public struct MeshInventory: Sendable {
  public var configuration: MeshConfiguration
  public var proxies: [ProxyTarget]
  /// All namespaces of the cluster, sorted; empty where they cannot be listed.
  public var namespaces: [String]
  public var notices: [Notice]
  /// Proxies that do not run or were started again, by `namespace/pod`.
  public var troubles: [String: ProxyTrouble]
  /// Set while the configuration may be out of date.
  public var controlPlaneProblem: ControlPlaneProblem?
  /// Those that are shown, sorted by name.
  public var namespaceInfos: [NamespaceInfo] = []
  /// Every istiod that can be seen, sorted by id.
  public var controlPlanes: [ControlPlaneInfo] = []
  /// Of the control plane that most proxies belong to; nil where nothing tells.
  public var trustDomain: String?

  public init(
    configuration: MeshConfiguration = MeshConfiguration(), proxies: [ProxyTarget] = [], namespaces: [String] = [],
    notices: [Notice] = [], troubles: [String: ProxyTrouble] = [:], controlPlaneProblem: ControlPlaneProblem? = nil
  ) {
    self.configuration = configuration
    self.proxies = proxies
    self.namespaces = namespaces
    self.notices = notices
    self.troubles = troubles
    self.controlPlaneProblem = controlPlaneProblem
  }
}
