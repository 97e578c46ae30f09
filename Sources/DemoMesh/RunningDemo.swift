import TrafficConfig

/// A demo that runs, until it is stopped.
public final class RunningDemo: Sendable {
  /// The kubeconfig with the demo's address and token; mode 0600.
  public var kubeconfigPath: String { kubeconfig.path }
  private let kubeconfig: KubeconfigFile
  let plane: ControlPlane
  let dataPlane: any DemoDataPlane

  init(kubeconfig: KubeconfigFile, plane: ControlPlane, dataPlane: any DemoDataPlane) {
    self.kubeconfig = kubeconfig
    self.plane = plane
    self.dataPlane = dataPlane
  }

  /// Where the Kubernetes API answers.
  public var apiURL: String { plane.url }
  /// Where the ingress gateway takes HTTP requests; empty while it has no pod.
  public var gatewayURL: String { dataPlane.gatewayURL(in: plane.configuration()) ?? "" }

  /// The proxies that run now, sorted by namespace and workload.
  public var proxies: [DemoProxy] {
    plane.configuration().workloads.flatMap { workload in
      workload.pods.filter { $0.hasProxy && $0.isReady }.compactMap { pod in
        let namespace = workload.id.namespace
        guard let stats = dataPlane.base(of: EnvoyPorts.stats, pod, in: namespace) else { return nil }
        return DemoProxy(
          pod: pod.name, workload: workload.id.name, namespace: namespace,
          admin: dataPlane.base(of: EnvoyPorts.admin, pod, in: namespace), stats: stats + "/stats/prometheus")
      }
    }
  }

  /// Ends everything and removes the kubeconfig.
  public func stop() async {
    // The control plane tells the data plane of pods, so it ends first.
    await plane.stop()
    await dataPlane.stop()
    kubeconfig.remove()
  }
}
