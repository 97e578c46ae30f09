import Documents
import MeshModel

/// What a status says is wrong.
extension CrossChecker {
  private static let boundConditions: Set<String> = ["istio.io/WaypointBound"]
  private static let policyConditions: Set<String> = ["ZtunnelAccepted", "WaypointAccepted"]
  private static let routeConditions: Set<String> = ["Accepted", "Programmed", "ResolvedRefs"]

  /// The conditions that tell of a problem when they are false, as Istio's analyzer has them.
  private static func conditions(of kind: String) -> Set<String> {
    switch kind {
    case "ServiceEntry", "WorkloadEntry": boundConditions
    case "AuthorizationPolicy": policyConditions
    case "Gateway", "HTTPRoute", "GRPCRoute": routeConditions
    default: []
    }
  }

  mutating func checkStatus(_ object: OtherObject) {
    let wanted = Self.conditions(of: object.reference.kind)
    guard !wanted.isEmpty, let status = object.document["status"] else { return }
    var found = (status["conditions"]?.array ?? []).enumerated().map { ("status.conditions[\($0)]", $1) }
    for (index, parent) in (status["parents"]?.array ?? []).enumerated() {
      found += (parent["conditions"]?.array ?? []).enumerated().map {
        ("status.parents[\(index)].conditions[\($0)]", $1)
      }
    }
    for (path, condition) in found {
      guard let type = condition["type"]?.string, wanted.contains(type) else { continue }
      let isPartial = type == "WaypointAccepted" && condition["reason"]?.string == "PartiallyInvalid"
      let state = condition["status"]?.string ?? ""
      guard state == "False" || isPartial else { continue }
      let words = [condition["reason"]?.string, condition["message"]?.string].compactMap(\.self).filter { !$0.isEmpty }
      addNegative(object.reference, path, "\(type) is \(state)", words.joined(separator: ": "))
    }
  }

  /// A Service that Istio could not bind to its waypoint.
  mutating func checkStatus(_ service: ServiceInfo) {
    guard let problem = service.unboundWaypoint else { return }
    let reference = ObjectReference(kind: "Service", namespace: service.id.namespace, name: service.id.name)
    addNegative(reference, "status.conditions", "istio.io/WaypointBound is False", problem)
  }

  private mutating func addNegative(_ object: ObjectReference, _ path: String, _ condition: String, _ problem: String) {
    let line = String(problem.map { $0.isNewline ? " " : $0 })
    add(
      "IST0171", .warning, object, path,
      "A condition with a negative status is present: \(condition)\(line.isEmpty ? "" : ": \(line)")")
  }
}
