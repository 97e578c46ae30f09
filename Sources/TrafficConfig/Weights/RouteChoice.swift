import MeshModel
import Texts

/// Finds the route that an edit means.
struct RouteChoice {
  /// What the route must be able to do.
  enum Purpose {
    /// Forward to the service, so that its weights can change.
    case weights
    /// Forward somewhere, so that a timeout or a fault makes sense.
    case forwarding
    /// Take requests, whatever it does with them.
    case any
  }

  let configuration: MeshConfiguration
  let service: ServiceInfo
  var purpose = Purpose.weights

  func split(for request: ShiftRequest) throws(ChangeRefusal) -> RouteSplit {
    try split(index: request.routeIndex, of: request.virtualService, section: request.section)
  }

  /// - Parameters:
  ///   - index: the route's index in its list, from 0; nil means the catch-all.
  ///   - object: nil means the object in effect.
  ///   - section: nil means any list.
  func split(
    index: Int? = nil, of object: ObjectReference? = nil, section: RouteSection? = nil
  ) throws(ChangeRefusal) -> RouteSplit {
    if object == nil { try checkRivals() }
    var splits = configuration.splits(ofService: service.id).map { split in
      var split = split
      split.refusal = refusal(of: split)
      return split
    }
    if let object {
      splits = splits.filter { $0.location?.virtualService == object }
      guard !splits.isEmpty else {
        throw ChangeRefusal(.noRoute, tr("\(object) does not govern \(service.id)."))
      }
    }
    if let section { splits = splits.filter { $0.location?.section == section } }
    if let index {
      let found = splits.filter { $0.location?.index == index }
      let chosen = found.first(where: \.isOnMesh) ?? found.first
      guard let chosen else {
        throw ChangeRefusal(.noRoute, tr("\(service.id) has no route \(index + 1). \(Self.list(splits))"))
      }
      if let refusal = chosen.refusal { throw ChangeRefusal(.noRoute, "\(chosen.title): \(refusal)") }
      return chosen
    }
    return try defaultSplit(among: splits)
  }

  /// Why the route does not serve the purpose; nil if it does.
  private func refusal(of split: RouteSplit) -> String? {
    guard purpose != .weights, let location = split.location else { return split.refusal }
    if purpose == .any { return nil }
    let object = configuration.virtualService(
      namespace: location.virtualService.namespace, name: location.virtualService.name)
    let route = object?.document[["spec", .key(location.section.rawValue), .index(location.index)]]
    if route?["redirect"] != nil { return tr("The route redirects, so nothing is forwarded.") }
    if route?["directResponse"] != nil { return tr("The route answers by itself, so nothing is forwarded.") }
    return nil
  }

  /// The catch-all on the mesh; else the only route that forwards to the service, on the mesh or on a gateway.
  private func defaultSplit(among splits: [RouteSplit]) throws(ChangeRefusal) -> RouteSplit {
    let governing = splits.filter { $0.isOnMesh && $0.location != nil }
    let usable = governing.filter { $0.refusal == nil }
    if let catchAll = usable.first(where: \.isCatchAll) { return catchAll }
    if usable.count == 1 { return usable[0] }
    if usable.count > 1 {
      throw ChangeRefusal(
        .ambiguousRoute,
        tr("\(service.id) has no route for everyone else; say which route is meant. \(Self.list(usable))"))
    }
    if let blocked = governing.first(where: \.isCatchAll) ?? governing.first {
      throw ChangeRefusal(.noRoute, "\(blocked.title): \(blocked.refusal ?? tr("it cannot be edited."))")
    }
    let onGateways = splits.filter { $0.location != nil && $0.refusal == nil }
    if onGateways.count == 1 { return onGateways[0] }
    let catchAlls = onGateways.filter(\.isCatchAll)
    if catchAlls.count == 1 { return catchAlls[0] }
    if !onGateways.isEmpty {
      throw ChangeRefusal(
        .ambiguousRoute,
        tr("\(onGateways.count) gateway routes forward to \(service.id); say which is meant. \(Self.list(onGateways))"))
    }
    guard let none = splits.first else { throw ChangeRefusal(.noRoute, tr("\(service.id) has no route.")) }
    return none
  }

  /// On the mesh, VirtualServices of one host are not merged: editing one of several would mislead.
  private func checkRivals() throws(ChangeRefusal) {
    let host = service.id.host(domain: configuration.domain)
    let rivals = configuration.virtualServices(forHost: host, from: service.id.namespace)
    guard rivals.count > 1 else { return }
    let names = rivals.map { "\($0.namespace)/\($0.name)" }
    throw ChangeRefusal(
      .conflictingObjects,
      tr(
        "\(rivals.count) VirtualServices claim \(host) on the mesh: \(names.joined(separator: ", ")). Only the oldest, "
          + "\(names[0]), is in effect. Join them first, or say which one is meant."))
  }

  private static func list(_ splits: [RouteSplit]) -> String {
    let routes = splits.compactMap { split in
      split.location.map { tr("\($0.section.rawValue)[\($0.index)] of \($0.virtualService.name): \(split.title)") }
    }
    return routes.isEmpty ? "" : tr("Routes: \(routes.joined(separator: "; ")).")
  }
}
