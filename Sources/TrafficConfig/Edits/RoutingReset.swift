import Documents
import MeshModel
import Texts

/// Plans the end of a rule, of a feature, or of all routing of a service, and tells what happens then.
public enum RoutingReset {
  public static func plan(_ request: ResetRequest, in context: EditContext) throws(ChangeRefusal) -> ChangePlan {
    switch request.extent {
    case .rule: try removeRule(request.scope, context)
    case .feature(let feature): try remove(feature, request.scope, context)
    case .all: try RoutingRemoval(service: try context.service(request.scope.service), context: context).plan()
    }
  }

  private static func isScoped(_ scope: RouteScope) -> Bool { !scope.conditions.isEmpty || scope.routeIndex != nil }

  private static func removeRule(_ scope: RouteScope, _ context: EditContext) throws(ChangeRefusal) -> ChangePlan {
    guard isScoped(scope) else {
      throw ChangeRefusal(.badMatch, tr("It must be said which rule goes: by its conditions or its number."))
    }
    let location = try location(of: scope, context)
    let object = try object(at: location, context)
    let service = try context.service(scope.service)
    var document = object.document
    let path: JSONPath = ["spec", "http", .index(location.index)]
    let count = document[["spec", "http"]]?.array?.count ?? 0
    guard count > 1 || !object.tcp.isEmpty || !object.tls.isEmpty else {
      throw ChangeRefusal(
        .noRoute, tr("It is the only rule of \(object.reference): reset all routing of the service instead."))
    }
    let rule = HTTPRoute(document[path] ?? .null)
    ExpiringEdit.store(
      ExpiringEdit.all(of: document).filter { $0.match != document[path]?["match"] }, in: &document)
    document[path] = nil
    if document[["spec", "http"]]?.array?.isEmpty == true { document[["spec", "http"]] = nil }
    var notes: [String] = []
    if rule.isCatchAll {
      notes.append(tr("Requests that no other rule takes then end with 404: no rule is left for everyone else."))
    } else if let next = object.http.dropFirst(location.index + 1).first(where: \.isCatchAll) {
      let targets = zip(next.destinations, RouteDestination.shares(next.destinations)).filter { $0.1 > 0 }.map {
        "\($0.subset ?? $0.host) \(Percent.text($1 * 100))"
      }
      notes.append(
        tr("Its requests then go on to the later rules, at last to everyone's: \(targets.joined(separator: ", "))."))
    } else {
      notes.append(tr("Its requests then go on to the later rules; those that none takes end with 404."))
    }
    let what = rule.matchSummary ?? tr("everyone else")
    return report(
      title: tr("Reset a rule of \(scope.service)"),
      sentence: tr(
        "\(scope.service): removes rule \(location.index + 1) of \(count) (\(what)) from \(object.reference)."),
      object, document, service, context, notes)
  }

  private static func remove(
    _ feature: ResetRequest.Feature, _ scope: RouteScope, _ context: EditContext
  ) throws(ChangeRefusal) -> ChangePlan {
    let service = try context.service(scope.service)
    let location = try location(of: scope, context)
    let object = try object(at: location, context)
    var document = object.document
    let all = document[["spec", "http"]]?.array?.indices ?? 0..<0
    let indices = isScoped(scope) ? [location.index] : Array(all)
    var touched: [Int] = []
    var edits = ExpiringEdit.all(of: document)
    for index in indices {
      let path: JSONPath = ["spec", "http", .index(index)]
      let there = feature.keys.filter { document[path.appending($0)] != nil }
      guard !there.isEmpty else { continue }
      touched.append(index + 1)
      let match = document[path]?["match"]
      for key in there { document[path.appending(key)] = nil }
      for position in edits.indices where edits[position].match == match {
        for key in there { edits[position].changes[key] = nil }
      }
    }
    guard !touched.isEmpty else {
      throw ChangeRefusal(.noRoute, tr("\(object.reference) has no \(feature.words) there."))
    }
    ExpiringEdit.store(edits.filter { !$0.changes.isEmpty }, in: &document)
    let rules = touched.map(String.init).joined(separator: ", ")
    return report(
      title: tr("Reset the \(feature.words) of \(scope.service)"),
      sentence:
        tr(
          "\(scope.service): removes the \(feature.words) from \(touched.count == 1 ? tr("rule") : tr("rules")) \(rules) "
            + "of \(object.reference)."),
      object, document, service, context, then(feature))
  }

  private static func then(_ feature: ResetRequest.Feature) -> [String] {
    switch feature {
    case .timeout: [tr("Without a timeout a request may take as long as the callers wait.")]
    case .retries: [tr("Then the mesh's default counts: 2 retries, mainly for connections that fail.")]
    case .fault, .mirror, .rewrite, .headers, .cors: []
    }
  }

  /// The rule that the scope means; without one any of the object in effect.
  private static func location(of scope: RouteScope, _ context: EditContext) throws(ChangeRefusal) -> RouteLocation {
    let service = try context.service(scope.service)
    let choice = RouteChoice(configuration: context.configuration, service: service, purpose: .any)
    var found: RouteSplit?
    if scope.conditions.isEmpty {
      do {
        found = try choice.split(index: scope.routeIndex, of: scope.virtualService)
      } catch  where error.reason == .ambiguousRoute && scope.routeIndex == nil {
        found = context.configuration.splits(ofService: service.id).first { $0.location?.section == .http }
      }
    } else {
      let match = JSONValue.array([try MatchCondition.document(scope.conditions)])
      let splits = context.configuration.splits(ofService: service.id)
      found = splits.first { split in
        guard let location = split.location, location.section == .http,
          let object = context.configuration.virtualService(
            namespace: location.virtualService.namespace, name: location.virtualService.name)
        else { return false }
        return RouteDraft.ruleIndex(match: match, in: object.document) == location.index
      }
    }
    guard let location = found?.location else {
      throw ChangeRefusal(.noRoute, tr("\(scope.service) has no such rule."))
    }
    guard location.section == .http else {
      throw ChangeRefusal(.noRoute, tr("\(scope.service) has no HTTP rule there."))
    }
    return location
  }

  private static func object(
    at location: RouteLocation, _ context: EditContext
  ) throws(ChangeRefusal) -> VirtualService {
    let reference = location.virtualService
    guard let object = context.configuration.virtualService(namespace: reference.namespace, name: reference.name)
    else { throw ChangeRefusal(.noRoute, tr("\(location) is not there any more.")) }
    return object
  }

  private static func report(
    title: String, sentence: String, _ object: VirtualService, _ document: JSONValue, _ service: ServiceInfo,
    _ context: EditContext, _ notes: [String]
  ) -> ChangePlan {
    let change = ObjectChange(
      reference: object.reference, apiVersion: object.apiVersion ?? context.apiVersion, before: object.document,
      after: document)
    let review = PlanReview(configuration: context.configuration, service: service, changes: [change])
    return ChangePlan(
      title: title, sentence: sentence, changes: [change], findings: review.findings,
      notices: review.ownership + notes)
  }
}
