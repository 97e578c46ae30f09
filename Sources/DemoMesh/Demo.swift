import MeshModel
import TrafficConfig

/// The demo: a control plane in this process, reached like any cluster through a kubeconfig, and a mesh under it whose
/// proxies are simulated or real.
public enum Demo {
  /// Starts everything and returns when all pods are ready and traffic flows.
  ///
  /// - Throws: when a port is taken, the kubeconfig cannot be written, or real proxies do not get ready.
  public static func start(_ options: DemoOptions = DemoOptions()) async throws -> RunningDemo {
    let topology = options.topology
    let pods = topology.allWorkloads.reduce(0) { $0 + $1.replicas } + 1
    let listeners = DemoPodListeners(limit: DemoPodListeners.affordable(pods: pods))
    var control = ControlPlaneOptions()
    control.port = options.apiPort
    control.seed = options.seed
    control.historyLimit = max(4096, pods * 4)
    if case .envoy(let envoy) = options.dataPlane {
      if let limit = EnvoyMesh.limits(of: topology) { throw limit }
      try await envoy.binary.checkVersion()
      control.reportsProxies = true
      control.network = .loopback()
    } else if listeners.isUsed {
      control.network = .loopback()
    }
    let plane = try await ControlPlane(control)
    var dataPlane: (any DemoDataPlane)?
    do {
      let mesh = try await makeDataPlane(options, topology, plane, listeners)
      dataPlane = mesh
      plane.setPodStats(mesh)
      try plane.prepare(DemoObjects(topology: topology, apiURL: plane.url).all)
      // The first configuration reaches the proxies before anybody looks.
      await mesh.configure(plane.configuration())
      plane.follow { await mesh.configure($0) }
      try await mesh.start()
      let file = try KubeconfigFile.create(
        DemoKubeconfig.text(server: plane.url, certificatePEM: plane.certificatePEM, tokens: plane.tokens),
        at: options.kubeconfigOut)
      return RunningDemo(kubeconfig: file, plane: plane, dataPlane: mesh)
    } catch {
      await plane.stop()
      await dataPlane?.stop()
      throw error
    }
  }

  private static func makeDataPlane(
    _ options: DemoOptions, _ topology: MeshTopology, _ plane: ControlPlane, _ listeners: DemoPodListeners
  ) async throws -> any DemoDataPlane {
    switch options.dataPlane {
    case .simulated:
      let mesh = SimulatedMesh(
        topology: topology,
        options: SimulationOptions(
          seed: options.seed, rate: options.rate, epoch: ControlPlane.now(), istioVersion: SidecarInjector.version))
      return try await SimulatedDataPlane(mesh: mesh, listeners: listeners, gatewayPort: options.gatewayPort)
    case .envoy(let envoy):
      return try await EnvoyMesh(
        topology: topology, options: envoy, rate: options.rate, clients: options.clients, seed: options.seed,
        control: EnvoyMesh.Control(
          report: { [weak plane] in plane?.report($0, of: $1) },
          findings: { [weak plane] in plane?.setFindings($0) }))
    }
  }
}
