import Documents
import MeshModel
import Texts

/// What there is to say about the writes of a plan, whatever they are for.
struct PlanReview {
  let configuration: MeshConfiguration
  let service: ServiceInfo
  let changes: [ObjectChange]

  /// The mesh as it would be.
  var changed: MeshConfiguration {
    var virtualServices = configuration.virtualServices
    var rules = configuration.destinationRules
    var gateways = configuration.gateways
    for change in changes {
      virtualServices.removeAll { $0.reference == change.reference }
      rules.removeAll { $0.reference == change.reference }
      gateways.removeAll { $0.reference == change.reference }
      guard let document = change.after else { continue }
      switch change.reference.kind {
      case VirtualService.kind: virtualServices.append(VirtualService(document: document))
      case DestinationRule.kind: rules.append(DestinationRule(document: document))
      case Gateway.kind: gateways.append(Gateway(document: document))
      default: break
      }
    }
    return configuration.replacing(virtualServices: virtualServices, destinationRules: rules, gateways: gateways)
  }

  /// Every error of the objects as they would be, and what else validation did not say before.
  var findings: [ValidationMessage] {
    let objects = Set(changes.map(\.reference))
    let known = Set(Validator.crossObject(configuration, only: objects))
    let across = Validator.crossObject(changed, only: objects).filter { !known.contains($0) }
    let alone = changes.flatMap { change in
      // An old error would have the write refused all the same; old warnings are no news.
      let old = Set(change.before.map(Validator.webhook) ?? [])
      return (change.after.map(Validator.webhook) ?? []).filter { $0.level == .error || !old.contains($0) }
    }
    return (alone + across).sorted()
  }

  var ownership: [String] {
    changes.compactMap { change in
      change.before.flatMap(Ownership.detect).map { tr("\($0.name) manages \(change.reference): \($0.expectation)") }
    }
  }

  /// Which traffic does not follow a route.
  func reach(of split: RouteSplit, as what: String) -> [String] {
    if !split.isOnMesh {
      return [
        tr(
          "Only traffic through \(split.entryPoints.joined(separator: ", ")) follows this route; calls from inside the "
            + "mesh do not.")
      ]
    }
    let splits = configuration.splits(ofService: service.id)
    let others = splits.filter { $0.location != nil && !$0.isOnMesh && $0.refusal == nil }
    let objects = Set(others.compactMap { $0.location?.virtualService }).sorted()
    return objects.map { object in
      let gateways = Set(others.filter { $0.location?.virtualService == object }.flatMap(\.entryPoints)).sorted()
      return tr(
        "Traffic through \(gateways.joined(separator: ", ")) does not follow this \(what): \(object) routes it.")
    }
  }

  /// `Creates VirtualService default/reviews.` and so on, for objects that are new or go.
  var creations: [String] {
    changes.compactMap { change in
      switch (change.operation, change.reference.kind) {
      case (.create, _): tr("Creates \(change.reference).")
      case (.delete, _): tr("Deletes \(change.reference).")
      case (_, DestinationRule.kind): addedSubsets(change).map { tr("Adds \($0) to \(change.reference).") }
      default: nil
      }
    }
  }

  private func addedSubsets(_ change: ObjectChange) -> String? {
    let before = change.before?[["spec", "subsets"]]?.array?.count ?? 0
    let names = (change.after?[["spec", "subsets"]]?.array ?? []).dropFirst(before).compactMap { $0["name"]?.string }
    if names.isEmpty { return nil }
    return "\(names.count == 1 ? "subset" : "subsets") \(names.joined(separator: ", "))"
  }
}
