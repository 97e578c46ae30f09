import MeshModel
import Texts
import TrafficConfig

/// The routes of a service whose weights can be set, read from the configuration.
struct WeightRoutes {
  private let configuration: MeshConfiguration
  private let service: ServiceID
  private let splits: [RouteSplit]

  init(_ configuration: MeshConfiguration, service: ServiceID) {
    self.configuration = configuration
    self.service = service
    splits = configuration.splits(ofService: service)
  }

  /// Why there is nothing to set; nil if there is.
  var obstacle: String? {
    guard configuration.service(service) != nil else { return tr("The service \(service) is not known to Kubernetes.") }
    let rivals = configuration.virtualServices(
      forHost: service.host(domain: configuration.domain), from: service.namespace)
    if rivals.count > 1 {
      let names = rivals.map { "\($0.namespace)/\($0.name)" }.joined(separator: ", ")
      return tr(
        "\(rivals.count) VirtualServices claim \(service) (\(names)), and only the oldest counts. Join them first.")
    }
    if routes.contains(where: { $0.obstacle == nil }) { return nil }
    if splits.allSatisfy({ $0.rows.count < 2 }) {
      return tr("\(service) has one version only: there is nothing to split.")
    }
    return routes.first?.obstacle ?? tr("\(service) has no route whose weights could be set.")
  }

  var routes: [WeightRoute] {
    splits.map { split in
      let tooFew = split.rows.count < 2 ? tr("This route has one destination only.") : nil
      return WeightRoute(
        split: split, title: split.title, others: others(than: split),
        // As the card has its rows, whatever the order in the route.
        targets: split.rows.map { row in
          WeightRoute.Target(
            name: row.version, workloads: row.workloads, percent: row.percent, pods: row.pods, readyPods: row.readyPods)
        }.sorted { VersionOrder.precedes($0.name, $1.name, tie: false) },
        obstacle: split.refusal ?? tooFew)
    }
  }

  /// What the other routes do, in brackets.
  private func others(than split: RouteSplit) -> String {
    let others = splits.filter { $0.id != split.id }
    switch others.count {
    case 0: return ""
    case 1:
      let other = others[0]
      let targets = other.rows.filter { $0.percent > 0 }.map(\.version).joined(separator: ", ")
      return tr("(\(other.title)\(targets.isEmpty ? "" : " → " + targets), untouched)")
    default: return tr("(\(others.count) other routes, untouched)")
    }
  }

  /// The plan for new weights of a route.
  static func plan(
    _ route: WeightRoute, weights: [Int], service: ServiceID, in configuration: MeshConfiguration, card: GraphCard?,
    apiVersion: String
  ) throws(ChangeRefusal) -> ChangePlan {
    if let obstacle = route.obstacle { throw ChangeRefusal(.noRoute, obstacle) }
    var observed: [String: RequestTotals] = [:]
    for target in route.targets {
      let rows = card?.rows.filter { target.holds($0, of: service) } ?? []
      guard !rows.isEmpty else { continue }
      observed[target.name] = rows.reduce(RequestTotals()) {
        $0 + RequestTotals(rate: $1.rate, errorRate: $1.rate * ($1.percentError ?? 0) / 100)
      }
    }
    return try TrafficShift.plan(
      ShiftRequest(
        service: service, split: route.split,
        weights: zip(route.targets, weights).map { ShiftRequest.Weight($0.name, $1) }),
      in: configuration, observed: observed, apiVersion: apiVersion)
  }

  /// What the traffic should look like once a plan is applied; nil if the plan is not about a split.
  static func target(of plan: ChangePlan, in configuration: MeshConfiguration) -> ChangeRun.Target? {
    let after = configuration.applying(plan.changes)
    for change in plan.changes where change.reference.kind == VirtualService.kind {
      guard let document = change.after ?? change.before else { continue }
      let object = VirtualService(document: document)
      for host in object.hosts {
        let name = HostName.fqdn(host, namespace: object.namespace, domain: configuration.domain)
        guard let service = configuration.service(forHost: name)?.id else { continue }
        return target(service, splits: after.splits(ofService: service))
      }
    }
    return nil
  }

  private static func target(_ service: ServiceID, splits: [RouteSplit]) -> ChangeRun.Target? {
    let deciding = splits.filter { $0.location != nil && $0.isOnMesh }
    guard let split = deciding.first(where: \.isCatchAll) ?? deciding.first ?? splits.first, split.rows.count > 1
    else { return nil }
    var obstacle: String?
    if deciding.isEmpty { obstacle = tr("no VirtualService decides any more, requests spread over all ready pods.") }
    if deciding.count > 1 { obstacle = tr("\(deciding.count) routes with their own weights share the traffic.") }
    return ChangeRun.Target(
      service: service, names: split.rows.map(\.version), workloads: split.rows.map { $0.workloads.map(\.name) },
      weights: split.rows.map(\.percent), obstacle: obstacle)
  }
}

extension MeshConfiguration {
  /// The mesh as it would be after these writes.
  func applying(_ changes: [ObjectChange]) -> MeshConfiguration {
    var services = virtualServices
    var rules = destinationRules
    for change in changes {
      services.removeAll { $0.reference == change.reference }
      rules.removeAll { $0.reference == change.reference }
      guard let document = change.after else { continue }
      if change.reference.kind == VirtualService.kind { services.append(VirtualService(document: document)) }
      if change.reference.kind == DestinationRule.kind { rules.append(DestinationRule(document: document)) }
    }
    return replacing(virtualServices: services, destinationRules: rules)
  }
}
