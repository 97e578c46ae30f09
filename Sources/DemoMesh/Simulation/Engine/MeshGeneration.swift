import TrafficConfig

/// One configuration of the mesh as the control plane sends it out.
///
/// Proxies hold on to the generation that has reached them, so an old one lives as long as any proxy goes by it.
final class MeshGeneration {
  /// Counts up with each configuration.
  let number: Int
  let evaluator: RouteEvaluator
  /// By full host name.
  let services: [String: MeshService]
  let entry: GatewayEntry
  /// The clusters that each proxy has: one per port and subset of a service, and its own few.
  let clusterCount: Int

  init(number: Int, configuration: MeshConfiguration, services: [String: MeshService], entry: GatewayEntry) {
    self.number = number
    self.services = services
    self.entry = entry
    evaluator = RouteEvaluator(configuration: configuration)
    let ports = configuration.services.reduce(0) { $0 + $1.ports.count }
    let subsets = configuration.destinationRules.reduce(0) { $0 + $1.subsets.count }
    clusterCount = ports + subsets + 6
  }
}
