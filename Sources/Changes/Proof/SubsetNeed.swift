import Documents
import MeshModel
import Texts
import TrafficConfig

/// A subset that a later step of a plan sends traffic to, so that its clusters must exist first.
struct SubsetNeed: Sendable, Hashable {
  /// The full host name.
  let host: String
  let subset: String
  /// Pod labels of the subset.
  let labels: [String: String]

  /// The service in the cluster, if the host is one.
  var service: ServiceID? { HostName.service(host) }
  var description: String { tr("subset \(subset) of \(host)") }

  /// The subsets that step `index` makes or redefines and that a later VirtualService of the plan sends traffic to.
  static func after(step index: Int, of changes: [ObjectChange]) -> [SubsetNeed] {
    let change = changes[index]
    guard change.reference.kind == DestinationRule.kind, let after = change.after.map(DestinationRule.init) else {
      return []
    }
    let before = change.before.map(DestinationRule.init)
    let host = HostName.fqdn(after.host, namespace: change.reference.namespace)
    let used = destinations(of: changes[(index + 1)...])
    return after.subsets.filter { subset in
      before?.subset(named: subset.name)?.labels != subset.labels
        && used.contains(Destination(host: host, subset: subset.name))
    }.map { SubsetNeed(host: host, subset: $0.name, labels: $0.labels) }
  }

  /// Whether step `index` takes subsets away that an earlier VirtualService of the plan stopped using: proxies need a
  /// moment to forget the route.
  static func mustDrain(before index: Int, of changes: [ObjectChange]) -> Bool {
    let change = changes[index]
    guard change.reference.kind == DestinationRule.kind, let before = change.before.map(DestinationRule.init) else {
      return false
    }
    let kept = change.after.map { DestinationRule(document: $0).subsets.map(\.name) } ?? []
    return before.subsets.contains { !kept.contains($0.name) }
      && changes[..<index].contains { $0.reference.kind == VirtualService.kind }
  }

  private struct Destination: Hashable {
    let host: String
    let subset: String
  }

  private static func destinations(of changes: ArraySlice<ObjectChange>) -> Set<Destination> {
    var result: Set<Destination> = []
    for change in changes where change.reference.kind == VirtualService.kind {
      guard let service = change.after.map(VirtualService.init) else { continue }
      func add(_ host: String, _ subset: String?) {
        guard let subset else { return }
        result.insert(Destination(host: HostName.fqdn(host, namespace: change.reference.namespace), subset: subset))
      }
      let routes = service.http.map(\.destinations) + (service.tcp + service.tls).map(\.destinations)
      for destinations in routes {
        for (destination, share) in zip(destinations, RouteDestination.shares(destinations)) where share > 0 {
          add(destination.host, destination.subset)
        }
      }
      for mirror in service.http.flatMap(\.mirrors) { add(mirror.host, mirror.subset) }
    }
    return result
  }
}
