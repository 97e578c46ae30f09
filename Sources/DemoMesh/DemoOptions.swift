/// What to demonstrate.
public struct DemoOptions: Sendable {
  /// The mesh to simulate.
  public enum Mesh: Sendable, Hashable {
    /// Istio's sample application.
    case bookinfo
    /// A made-up mesh of so many services.
    case synthetic(Int)
    case topology(MeshTopology)
  }

  /// What the requests go through.
  public enum DataPlane: Sendable, Hashable {
    /// Proxies and applications that are simulated in this process.
    case simulated
    /// A real Envoy for each pod.
    case envoy(EnvoyOptions)
  }

  public var mesh: Mesh
  public var dataPlane: DataPlane
  /// Requests per second that enter at the gateway.
  public var rate: Double
  /// Clients that besides send their next request as soon as the last is answered, to find the limits of connection
  /// pools; only with real proxies.
  public var clients: Int
  /// One seed gives one run: the same names, addresses and random choices.
  public var seed: UInt64
  /// The port of the API on 127.0.0.1; 0 for any free one.
  public var apiPort: Int
  /// The port of the simulated ingress gateway on 127.0.0.1; 0 for any free one. A real gateway has its pod's address.
  public var gatewayPort: Int
  /// Where to write the kubeconfig; nil for a new directory that only its owner can read.
  public var kubeconfigOut: String?

  public init(
    mesh: Mesh = .bookinfo, dataPlane: DataPlane = .simulated, rate: Double = 20, clients: Int = 0, seed: UInt64 = 1,
    apiPort: Int = 0,
    gatewayPort: Int = 0,
    kubeconfigOut: String? = nil
  ) {
    self.mesh = mesh
    self.dataPlane = dataPlane
    self.rate = rate
    self.clients = clients
    self.seed = seed
    self.apiPort = apiPort
    self.gatewayPort = gatewayPort
    self.kubeconfigOut = kubeconfigOut
  }

  /// The mesh's services, workloads and load.
  var topology: MeshTopology {
    switch mesh {
    case .bookinfo: .bookinfo()
    case .synthetic(let count): .synthetic(count: count, seed: seed)
    case .topology(let topology): topology
    }
  }
}
