import Documents
import MeshModel
import Texts
import TrafficConfig

/// What a wizard starts from: the mesh as it is, for one service.
struct WizardFacts: Sendable {
  var service: ServiceID
  var context: EditContext
  var snapshot: MeshSnapshot
  /// The service's card; nil if it is not in the picture.
  var card: GraphCard?

  var configuration: MeshConfiguration { context.configuration }
  var info: ServiceInfo? { configuration.service(service) }
  var host: String { service.host(domain: configuration.domain) }

  /// The VirtualServices that claim the service on the mesh; the first is in effect.
  var virtualServices: [VirtualService] {
    configuration.virtualServices(forHost: host, from: service.namespace)
  }

  var rule: DestinationRule? { configuration.destinationRule(forHost: host) }
  var versions: [ServiceVersion] { info.map(configuration.versions(of:)) ?? [] }
  var splits: [RouteSplit] { configuration.splits(ofService: service) }

  /// The HTTP rule at a place.
  func route(at location: RouteLocation) -> HTTPRoute? {
    guard location.section == .http, let object = object(of: location) else { return nil }
    let routes = object.http
    return routes.indices.contains(location.index) ? routes[location.index] : nil
  }

  /// The HTTP rule at a place as it is written.
  func document(at location: RouteLocation) -> JSONValue? {
    object(of: location)?.document[["spec", .key(location.section.rawValue), .index(location.index)]]
  }

  private func object(of location: RouteLocation) -> VirtualService? {
    configuration.virtualService(
      namespace: location.virtualService.namespace, name: location.virtualService.name)
  }

  /// Why a wizard has nothing to do here; nil if it has.
  func obstacle(to kind: WizardKind) -> String? {
    guard let info else { return tr("The service \(service) is not known to Kubernetes.") }
    if kind == .weights { return WeightRoutes(configuration, service: service).obstacle }
    if kind.needsHTTP, info.carriesOnlyTCP {
      return tr("\(service) carries only TCP by its ports: HTTP rules do nothing.")
    }
    if kind.needsHTTP, configuration.workloads(of: info).isEmpty { return tr("\(service) has no pods.") }
    let rivals = virtualServices
    if kind.needsHTTP || kind == .reset, kind != .gateway, kind != .site, rivals.count > 1, kind != .reset {
      let names = rivals.map { "\($0.namespace)/\($0.name)" }.joined(separator: ", ")
      return tr(
        "\(rivals.count) VirtualServices claim \(service) (\(names)), and only the oldest counts. Join them first.")
    }
    if kind == .reset, splits.allSatisfy({ $0.location == nil }), rule?.subsets.isEmpty ?? true {
      return tr("\(service) has no routing of its own.")
    }
    return nil
  }
}
