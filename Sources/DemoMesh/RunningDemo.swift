import TrafficConfig

/// A demo that runs, until it is stopped.
public final class RunningDemo: Sendable {
  /// The kubeconfig with the demo's address and token; mode 0600.
  public var kubeconfigPath: String { kubeconfig.path }
  /// The simulated mesh, for changing the load or the applications' behaviour.
  public let mesh: SimulatedMesh
  private let kubeconfig: KubeconfigFile
  private let plane: ControlPlane
  private let clock: Task<Void, Never>
  private let listeners: DemoPodListeners
  private let gateway: LoopbackServer
  private let shared: LoopbackServer

  init(
    kubeconfig: KubeconfigFile, plane: ControlPlane, mesh: SimulatedMesh, clock: Task<Void, Never>,
    listeners: DemoPodListeners, gateway: LoopbackServer, shared: LoopbackServer
  ) {
    self.kubeconfig = kubeconfig
    self.plane = plane
    self.mesh = mesh
    self.clock = clock
    self.listeners = listeners
    self.gateway = gateway
    self.shared = shared
  }

  /// Where the Kubernetes API answers.
  public var apiURL: String { plane.url }
  /// Where the ingress gateway takes HTTP requests.
  public var gatewayURL: String { "http://127.0.0.1:\(gateway.port)" }

  /// The proxies that run now, sorted by namespace and workload.
  public var proxies: [DemoProxy] {
    plane.configuration().workloads.flatMap { workload in
      workload.pods.filter { $0.hasProxy && $0.isReady }.map { pod in
        let base: (Int) -> String = { port in
          self.listeners.isUsed
            ? "http://\(pod.ip):\(port)"
            : "http://127.0.0.1:\(self.shared.port)/\(workload.id.namespace)/\(pod.name)/\(port)"
        }
        return DemoProxy(
          pod: pod.name, workload: workload.id.name, namespace: workload.id.namespace,
          admin: DemoPodListeners.hasAdmin ? base(15000) : nil, stats: base(15090) + "/stats/prometheus")
      }
    }
  }

  /// Ends everything and removes the kubeconfig.
  public func stop() async {
    clock.cancel()
    await clock.value
    await gateway.stop()
    await shared.stop()
    // The control plane tells the listeners of new pods, so it ends first.
    await plane.stop()
    await listeners.stop()
    kubeconfig.remove()
  }
}
