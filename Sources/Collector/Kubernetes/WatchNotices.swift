import Kubernetes
import MeshModel

/// Tells that changes are not followed: a watch was answered by something that is no Kubernetes API.
struct WatchNotices {
  private let problems: [KubernetesError]

  init(_ stores: InventoryStores) {
    func problems<Scope, Value>(_ stores: [Scope: ResourceStore<Value>]) -> [KubernetesError] {
      stores.values.compactMap(\.watchProblem)
    }
    let found =
      problems(stores.pods) + problems(stores.services) + problems(stores.controllers)
      + [stores.namespaces?.watchProblem].compactMap(\.self) + problems(stores.virtualServices)
      + problems(stores.destinationRules) + problems(stores.gateways) + problems(stores.others)
      + problems(stores.controlPlanes) + problems(stores.meshConfigs) + problems(stores.tunnels)
    self.problems = found.sorted { $0.operatorText < $1.operatorText }
  }

  /// Nil where all is followed.
  var notice: Notice? {
    guard let first = problems.first else { return nil }
    let kinds = Set(problems.map(\.request.resource)).sorted()
    let rest = kinds.count > 3 ? " and \(kinds.count - 3) more kinds" : ""
    return Notice(
      code: "watch-unreadable",
      text:
        "Changes of \(kinds.prefix(3).joined(separator: ", "))\(rest) come late, from lists that are read again each "
        + "half minute: \(InventoryStores.line(first))")
  }
}
