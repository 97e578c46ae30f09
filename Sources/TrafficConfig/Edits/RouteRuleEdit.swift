import Documents
import MeshModel
import Texts

/// Plans a rule for some of the requests to a service.
public enum RouteRuleEdit {
  /// A rule with exactly these conditions is edited in place; else a new one is inserted.
  public static func plan(_ request: RouteRuleRequest, in context: EditContext) throws(ChangeRefusal) -> ChangePlan {
    guard !request.scope.conditions.isEmpty || request.scope.routeIndex != nil else {
      throw ChangeRefusal(.badMatch, tr("A rule needs a condition; the weights for everyone else are set by a shift."))
    }
    try TrafficShift.checkWeights(request.targets)
    var draft = try RouteDraft(request.scope, for: .any, copies: false, context: context)
    let isNew = draft.isRuleNew
    var resolver = TargetResolver(context: context, service: draft.service)
    let model = draft.destinationModel
    var targets: [(destination: JSONValue, weight: Int)] = []
    for target in request.targets {
      targets.append((try resolver.destination(target.version, like: model), target.weight))
    }
    if let name = request.name { setName(name, in: &draft) }
    let removed = draft.remove(["redirect", "directResponse", "delegate"])
    let old = draft.route["route"]?.array ?? []
    draft.document[draft.path.appending("route")] = .array(Self.entries(old, targets, draft))
    if let position = request.position {
      guard position >= 0 else { throw ChangeRefusal(.badValue, tr("Places in the list count from 1.")) }
      draft.move(to: position)
    }
    let rule = resolver.change()
    var notes = resolver.notes
    if !removed.isEmpty {
      notes.append(tr("It no longer has \(removed.joined(separator: ", ")): it forwards instead."))
    }
    if isNew, draft.original != nil { notes += differences(draft) }
    let shares = request.targets.map { "\($0.version) \($0.weight) %" }
    return draft.plan(
      title: tr("Route \(request.scope.service)"), what: tr("to \(shares.joined(separator: ", "))"),
      expiry: request.expiry,
      first: [rule].compactMap(\.self), notes: notes)
  }

  static func setName(_ name: String, in draft: inout RouteDraft) {
    guard var route = draft.route.object else { return }
    if route["name"] == nil { route.insert("name", .string(name), at: 0) } else { route["name"] = .string(name) }
    draft.document[draft.path] = .object(route)
  }

  /// The destinations with their new weights: those that are there keep their place, those not named get 0.
  static func entries(
    _ old: [JSONValue], _ targets: [(destination: JSONValue, weight: Int)], _ draft: RouteDraft
  ) -> [JSONValue] {
    func isBare(_ entry: JSONValue) -> Bool {
      let destination = entry["destination"] ?? .null
      return draft.fullHost(destination) == draft.host && destination["subset"] == nil
    }
    // All pods of the service by their number is what the versions stand in for.
    var entries = old.count == 1 && isBare(old[0]) ? [] : old
    if entries.isEmpty, targets.count == 1 { return [["destination": targets[0].destination]] }
    for index in entries.indices { entries[index]["weight"] = 0 }
    for target in targets {
      if let index = entries.firstIndex(where: { draft.isSame($0["destination"] ?? .null, target.destination) }) {
        entries[index]["weight"] = JSONValue(target.weight)
      } else {
        entries.append(["destination": target.destination, "weight": JSONValue(target.weight)])
      }
    }
    return entries
  }

  /// What the requests had on the route that took them before and do not have on the new one.
  private static func differences(_ draft: RouteDraft) -> [String] {
    let routes = draft.original?.spec["http"]?.array ?? []
    guard let before = routes.first(where: { HTTPRoute($0).isCatchAll })?.object else { return [] }
    let keys = before.keys.filter { !["match", "name", "route"].contains($0) }
    if keys.isEmpty { return [] }
    return [
      tr(
        "The new rule has only its destinations: not the \(keys.joined(separator: ", ")) of the route for everyone else."
      )
    ]
  }
}
