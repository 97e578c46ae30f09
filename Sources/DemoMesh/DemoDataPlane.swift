import MeshModel
import TrafficConfig

/// What the demo's requests go through: simulated proxies and applications, or real ones.
protocol DemoDataPlane: PodStatsProvider {
  /// Takes over what the control plane holds now; calls come one at a time.
  func configure(_ configuration: MeshConfiguration) async

  /// Begins the load; after the first configuration.
  ///
  /// - Throws: when proxies do not get ready.
  func start() async throws

  /// Ends everything; nothing of it is left when this returns.
  func stop() async

  /// Where the ingress gateway takes HTTP requests; nil while it has no pod.
  func gatewayURL(in configuration: MeshConfiguration) -> String?

  /// Where a port of a pod's proxy answers, without a trailing slash; nil where nothing answers there.
  func base(of port: Int, _ pod: PodInfo, in namespace: String) -> String?
}
