import MeshModel
import TrafficConfig

/// The demo: a control plane and a simulated mesh in this process, reached like any cluster through a kubeconfig.
public enum Demo {
  /// Starts everything and returns when all pods are ready and traffic flows.
  ///
  /// - Throws: when a port is taken or the kubeconfig cannot be written.
  public static func start(_ options: DemoOptions = DemoOptions()) async throws -> RunningDemo {
    let topology = options.topology
    let workloads = topology.allWorkloads
    let pods = workloads.reduce(0) { $0 + $1.replicas } + 1
    let listeners = DemoPodListeners(limit: DemoPodListeners.affordable(pods: pods))
    var control = ControlPlaneOptions()
    control.port = options.apiPort
    control.seed = options.seed
    control.historyLimit = max(4096, pods * 4)
    if listeners.isUsed { control.network = .loopback() }
    let plane = try await ControlPlane(control)
    let mesh = SimulatedMesh(
      topology: topology,
      options: SimulationOptions(
        seed: options.seed, rate: options.rate, epoch: ControlPlane.now(), istioVersion: SidecarInjector.version))
    plane.setPodStats(mesh)
    var clock: Task<Void, Never>?
    do {
      try plane.run(DemoObjects(topology: topology, apiURL: plane.url).all) { configuration in
        await mesh.configure(configuration)
        await listeners.follow(configuration, provider: mesh)
      }
      // The first configuration reaches the proxies before anybody looks.
      let configuration = plane.configuration()
      await mesh.configure(configuration)
      await listeners.follow(configuration, provider: mesh)
      let running = Task { await mesh.run() }
      clock = running
      let gateway = try await DemoGatewayPort.start(mesh, port: options.gatewayPort)
      let shared = try await DemoProxyPort.start(mesh)
      let file = try KubeconfigFile.create(
        DemoKubeconfig.text(server: plane.url, certificatePEM: plane.certificatePEM, tokens: plane.tokens),
        at: options.kubeconfigOut)
      return RunningDemo(
        kubeconfig: file, plane: plane, mesh: mesh, clock: running, listeners: listeners, gateway: gateway,
        shared: shared)
    } catch {
      clock?.cancel()
      await plane.stop()
      await listeners.stop()
      throw error
    }
  }
}
