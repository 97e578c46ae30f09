import Documents
import MeshModel
import Texts

/// Plans edits of a service's ordered list of rules by place: insert, edit and move; `RoutingReset` removes.
public enum RuleEdit {
  public static func plan(_ request: RuleRequest, in context: EditContext) throws(ChangeRefusal) -> ChangePlan {
    if let targets = request.targets { try TrafficShift.checkWeights(targets) }
    var draft = try draft(for: request, context)
    let isNew = draft.isRuleNew
    if isNew, request.targets == nil {
      throw ChangeRefusal(.badWeights, tr("A new rule needs a version or a service that its requests go to."))
    }
    if let matches = request.matches { try set(matches, in: &draft) }
    if let name = request.name { RouteRuleEdit.setName(name, in: &draft) }
    var resolver = TargetResolver(context: context, service: draft.service)
    var words: [String] = []
    var notes: [String] = []
    if let targets = request.targets {
      let model = draft.destinationModel
      var wanted: [(destination: JSONValue, weight: Int)] = []
      for target in targets { wanted.append((try resolver.destination(target.version, like: model), target.weight)) }
      let removed = draft.remove(["redirect", "directResponse", "delegate"])
      if !removed.isEmpty {
        notes.append(tr("It no longer has \(removed.joined(separator: ", ")): it forwards instead."))
      }
      let old = draft.route["route"]?.array ?? []
      draft.document[draft.path.appending("route")] = .array(RouteRuleEdit.entries(old, wanted, draft))
      words.append(tr("to \(targets.map { "\($0.version) \($0.weight) %" }.joined(separator: ", "))"))
    }
    if !isNew, request.matches != nil { words.append(tr("takes \(draft.view.matchSummary ?? tr("all requests"))")) }
    if words.isEmpty { words.append(tr("rule \(draft.index + 1)")) }
    let rule = resolver.change()
    return draft.plan(
      title: tr("Route \(request.service)"), what: words.joined(separator: "; "), expiry: request.expiry,
      first: [rule].compactMap(\.self), notes: resolver.notes + notes)
  }

  /// Puts a rule to another place in its list.
  ///
  /// - Parameters:
  ///   - index: from 0.
  ///   - position: from 0, in the list without the rule.
  public static func move(
    _ index: Int, to position: Int, of service: ServiceID, in virtualService: ObjectReference? = nil,
    context: EditContext
  ) throws(ChangeRefusal) -> ChangePlan {
    var draft = try RouteDraft(
      RouteScope(service: service, routeIndex: index, virtualService: virtualService), for: .any, copies: false,
      context: context)
    let count = draft.document[["spec", "http"]]?.array?.count ?? 0
    guard (0..<count).contains(position), position != index else {
      throw ChangeRefusal(.badValue, tr("Rule \(index + 1) of \(count) cannot go to place \(position + 1)."))
    }
    draft.move(to: position)
    return draft.plan(
      title: tr("Move a rule of \(service)"), what: tr("rule \(index + 1) becomes rule \(position + 1)"))
  }

  private static func draft(
    for request: RuleRequest, _ context: EditContext
  ) throws(ChangeRefusal) -> RouteDraft {
    let service = request.service
    switch request.place {
    case .edit(let index):
      return try RouteDraft(
        RouteScope(service: service, routeIndex: index, virtualService: request.virtualService), for: .any,
        copies: false, context: context)
    case .insert(let position):
      guard position >= 0 else { throw ChangeRefusal(.badValue, tr("Places in the list count from 1.")) }
      let host = service.host(domain: context.configuration.domain)
      let object =
        request.virtualService.flatMap {
          context.configuration.virtualService(namespace: $0.namespace, name: $0.name)
        } ?? context.configuration.virtualService(forHost: host, from: service.namespace)
      let count = object?.http.count ?? 0
      // Any rule will do to begin with: the new one comes beside it.
      var draft = try RouteDraft(
        RouteScope(
          service: service, routeIndex: count == 0 ? nil : min(position, count - 1),
          virtualService: request.virtualService), for: .any, copies: false, context: context)
      draft.insert([:], at: position)
      return draft
    }
  }

  private static func set(_ groups: [[MatchCondition]], in draft: inout RouteDraft) throws(ChangeRefusal) {
    let old = draft.route["match"]
    let new = try MatchCondition.match(groups, over: old)
    guard new != old else { return }
    // What is meant to end finds its rule by the match.
    var edits = ExpiringEdit.all(of: draft.document)
    if !draft.isRuleNew, edits.contains(where: { $0.match == old }) {
      for index in edits.indices where edits[index].match == old { edits[index].match = new }
      ExpiringEdit.store(edits, in: &draft.document)
    }
    guard var route = draft.route.object else { return }
    if let new, old == nil {
      route.insert("match", new, at: route["name"] == nil ? 0 : 1)
    } else {
      route["match"] = new
    }
    draft.document[draft.path] = .object(route)
  }
}
