import Documents
import MeshModel
import TrafficConfig

/// Turns the mesh's configuration into what each proxy runs with, as Istio's pilot does for real Envoys.
///
/// The same configuration gives an equal result, in the same order.
struct EnvoyTranslator: Sendable {
  let configuration: MeshConfiguration
  let options: EnvoyTranslationOptions

  init(configuration: MeshConfiguration, options: EnvoyTranslationOptions) {
    self.configuration = configuration
    self.options = options
  }

  /// The resources of one proxy, and what of the configuration it cannot be given.
  ///
  /// - Complexity: O(services × ports × (subsets + endpoints) + routes).
  func resources(for node: EnvoyNode) -> EnvoyResources {
    let scope = EnvoyScope(node: node, configuration: configuration, options: options)
    var resources = EnvoyResources()
    resources.clusters = EnvoyClusters(scope: scope).outbound()
    switch node.role {
    case .sidecar:
      let inbound = EnvoyInbound(scope: scope)
      let outbound = EnvoyOutbound(scope: scope)
      resources.listeners = outbound.listeners() + inbound.listeners()
      resources.routes = outbound.routeConfigurations()
      resources.clusters += inbound.clusters()
    case .gateway:
      (resources.listeners, resources.routes) = EnvoyGateway(scope: scope).resources()
    }
    resources.problems = scope.problems.problems
    return resources
  }
}
