import Documents
import MeshModel
import Texts

/// A VirtualService of a service while one of its HTTP routes is edited.
///
/// Only what the edit touches differs from the live object; an object, or a rule for the conditions, that is not there
/// is made.
struct RouteDraft {
  let context: EditContext
  let service: ServiceInfo
  /// The service's full name.
  let host: String
  /// The route that is edited; for a new rule the one that took its requests before.
  let split: RouteSplit
  /// The live object; nil if it is created.
  let original: VirtualService?
  var document: JSONValue
  /// Of the edited route in `spec.http`.
  private(set) var index: Int
  /// The route was inserted, or its object created.
  private(set) var isRuleNew = false
  /// What the route was before the edit; for a new rule what it was copied from.
  private var base: JSONValue

  /// - Parameters:
  ///   - purpose: what the route must be able to do.
  ///   - copies: a new rule does what the route before did with its requests; else it is empty.
  init(
    _ scope: RouteScope, for purpose: RouteChoice.Purpose, copies: Bool = true, context: EditContext
  ) throws(ChangeRefusal) {
    self.context = context
    service = try context.service(scope.service)
    host = service.id.host(domain: context.configuration.domain)
    let match = try Self.match(of: scope)
    let choice = RouteChoice(configuration: context.configuration, service: service, purpose: purpose)
    if let match, scope.routeIndex == nil, let found = try Self.rule(match, scope, choice) {
      split = found
    } else if copies || match == nil {
      split = try choice.split(index: scope.routeIndex, of: scope.virtualService)
    } else {
      split = try Self.neighbour(scope, choice)
    }
    guard let location = split.location else {
      original = nil
      try Self.checkProtocol(service)
      let plain: JSONValue = ["route": [["destination": ["host": .string(host)]]]]
      document = Self.newDocument(service, host: host, routes: [plain], context: context)
      index = 0
      isRuleNew = true
      base = plain
      if let match { insertRule(for: match, copies: copies) }
      return
    }
    guard location.section == .http,
      let object = context.configuration.virtualService(
        namespace: location.virtualService.namespace, name: location.virtualService.name),
      let route = object.document[["spec", "http", .index(location.index)]]
    else {
      throw ChangeRefusal(.noRoute, tr("\(split.title) carries no HTTP, so this cannot be set on it."))
    }
    original = object
    document = object.document
    index = location.index
    base = route
    if let match, route["match"].map(Self.bare) != Self.bare(match) {
      if !copies, scope.routeIndex == nil { index = Self.endOfRules(in: document) }
      insertRule(for: copies ? Self.narrowed(match, to: route, split) : match, copies: copies)
    }
  }

  /// The `match` of a rule for the scope's conditions; nil without conditions.
  private static func match(of scope: RouteScope) throws(ChangeRefusal) -> JSONValue? {
    if scope.conditions.isEmpty { return .none }
    return .some(.array([try MatchCondition.document(scope.conditions)]))
  }

  /// The route that a new rule, which decides for itself, is put beside: any of the object in effect.
  private static func neighbour(_ scope: RouteScope, _ choice: RouteChoice) throws(ChangeRefusal) -> RouteSplit {
    do {
      return try choice.split(index: scope.routeIndex, of: scope.virtualService)
    } catch  where error.reason == .ambiguousRoute {
      let splits = choice.configuration.splits(ofService: choice.service.id)
      guard let first = splits.first(where: { $0.isOnMesh && $0.location?.section == .http }) else { throw error }
      return first
    }
  }

  /// Where a new rule goes: before the first route that takes everything, else at the end.
  private static func endOfRules(in document: JSONValue) -> Int {
    let routes = document[["spec", "http"]]?.array ?? []
    return routes.firstIndex { HTTPRoute($0).isCatchAll } ?? routes.count
  }

  /// The route for the conditions, if the object in effect has one.
  private static func rule(
    _ match: JSONValue, _ scope: RouteScope, _ choice: RouteChoice
  ) throws(ChangeRefusal) -> RouteSplit? {
    let host = choice.service.id.host(domain: choice.configuration.domain)
    let object =
      scope.virtualService.flatMap {
        choice.configuration.virtualService(namespace: $0.namespace, name: $0.name)
      } ?? choice.configuration.virtualService(forHost: host, from: choice.service.id.namespace)
    guard let object, let index = ruleIndex(match: match, in: object.document) else { return nil }
    return try choice.split(index: index, of: object.reference, section: .http)
  }

  /// The first route of `spec.http` with exactly this `match`; names in it do not count.
  static func ruleIndex(match: JSONValue?, in document: JSONValue) -> Int? {
    let wanted = match.map(bare)
    return document[["spec", "http"]]?.array?.firstIndex { $0["match"].map(bare) == wanted }
  }

  private static func bare(_ match: JSONValue) -> JSONValue {
    .array(
      (match.array ?? []).map { entry in
        var entry = entry
        entry["name"] = nil
        entry["statPrefix"] = nil
        return entry
      })
  }

  private static func checkProtocol(_ service: ServiceInfo) throws(ChangeRefusal) {
    guard !service.carriesOnlyTCP else {
      throw ChangeRefusal(.noRoute, tr("\(service.id) carries only TCP by its ports, so HTTP routes do nothing."))
    }
  }

  static func newDocument(
    _ service: ServiceInfo, host: String, routes: [JSONValue], context: EditContext
  ) -> JSONValue {
    let name = FreeName.find(service.id.name, suffix: "routes") { name in
      context.configuration.virtualService(namespace: service.id.namespace, name: name) != nil
    }
    return NewObject.document(
      kind: VirtualService.kind, apiVersion: context.apiVersion, namespace: service.id.namespace, name: name,
      spec: ["hosts": [.string(host)], "http": .array(routes)])
  }

  /// The conditions and those of a route that takes only some requests, together.
  private static func narrowed(_ match: JSONValue, to route: JSONValue, _ split: RouteSplit) -> JSONValue {
    guard !split.isCatchAll, let outer = route["match"]?.array, let inner = match.array?.first?.object else {
      return match
    }
    return .array(
      outer.map { entry in
        var entry = entry
        entry["name"] = nil
        entry["statPrefix"] = nil
        for (key, value) in inner {
          if case .object(let members) = value, let old = entry[key], old.object != nil,
            ["headers", "withoutHeaders", "queryParams", "sourceLabels"].contains(key)
          {
            for (name, member) in members { entry[[.key(key), .key(name)]] = member }
          } else {
            entry[key] = value
          }
        }
        return entry
      })
  }

  /// Puts a rule for some requests, empty or a copy of the route, before the route.
  private mutating func insertRule(for match: JSONValue, copies: Bool) {
    if copies {
      // What is there only for a while is so in the copy, too.
      let old = ExpiringEdit.all(of: document)
      let copied = old.filter { $0.match == base["match"] }.map { edit in
        var edit = edit
        edit.match = match
        edit.isRuleNew = false
        return edit
      }
      ExpiringEdit.store(old + copied, in: &document)
    }
    var rule = copies ? base.object ?? JSONObject() : JSONObject()
    rule["match"] = nil
    rule["name"] = nil
    rule.insert("match", match, at: 0)
    base = .object(rule)
    insert(.object(rule), at: index)
  }

  /// Puts the edited route to another place in its list.
  mutating func move(to position: Int) {
    var routes = document[["spec", "http"]]?.array ?? []
    guard routes.indices.contains(index) else { return }
    let route = routes.remove(at: index)
    index = max(0, min(position, routes.count))
    routes.insert(route, at: index)
    document[["spec", "http"]] = .array(routes)
  }

  /// Inserts a route and goes on with it.
  mutating func insert(_ route: JSONValue, at position: Int) {
    var routes = document[["spec", "http"]]?.array ?? []
    routes.insert(route, at: min(position, routes.count))
    document[["spec", "http"]] = .array(routes)
    index = min(position, routes.count - 1)
    isRuleNew = true
  }

  var path: JSONPath { ["spec", "http", .index(index)] }

  /// The edited route.
  var route: JSONValue {
    get { document[path] ?? .null }
    set { document[path] = newValue }
  }

  /// The edited route as Istio reads it.
  var view: HTTPRoute { HTTPRoute(route) }
  /// Before the edit.
  var oldView: HTTPRoute { HTTPRoute(base) }

  /// Removes keys of the edited route; gives those that were there.
  @discardableResult
  mutating func remove(_ keys: [String]) -> [String] {
    let there = keys.filter { route[$0] != nil }
    for key in there { document[path.appending(key)] = nil }
    return there
  }

  /// `reviews.default`, with the conditions of the route if it has some.
  var lead: String { view.matchSummary.map { "\(service.id) (\($0))" } ?? "\(service.id)" }

  // MARK: the plan

  /// Notes in the object when the edit ends; whatever was noted for the same values before is superseded.
  private mutating func note(_ expiry: Expiry, what: String) {
    let match = route["match"]
    let keys = Set((base.object?.keys ?? []) + (route.object?.keys ?? [])).subtracting(["match", "name"])
    var changes: [String: ExpiringEdit.Change] = [:]
    for key in keys where base[key] != route[key] {
      changes[key] = ExpiringEdit.Change(before: base[key], after: route[key])
    }
    guard !changes.isEmpty || expiry.seconds != nil else { return }
    var isNew = isRuleNew && original != nil || route["match"] != nil && original == nil
    var isObjectNew = original == nil
    var rest: [ExpiringEdit] = []
    for var old in ExpiringEdit.all(of: document) {
      if old.match == match {
        for (key, change) in old.changes {
          let isSame = expiry.seconds != nil && route[key] == change.after
          guard changes[key] != nil || isSame else { continue }
          // What was before the first of several temporary edits is what comes back.
          if base[key] == change.after { changes[key] = .init(before: change.before, after: route[key]) }
          old.changes[key] = nil
          isNew = isNew || old.isRuleNew
          isObjectNew = isObjectNew || old.isObjectNew
        }
      }
      if !old.changes.isEmpty { rest.append(old) }
    }
    if let seconds = expiry.seconds, !changes.isEmpty {
      rest.append(
        ExpiringEdit(
          object: ObjectReference(document: document), what: what, author: context.author,
          until: context.now + seconds, match: match, changes: changes, isRuleNew: isNew, isObjectNew: isObjectNew))
    }
    ExpiringEdit.store(rest, in: &document)
  }

  /// The write; nil if nothing changes.
  var change: ObjectChange? {
    if let original, document == original.document { return nil }
    return ObjectChange(
      reference: ObjectReference(document: document), apiVersion: original?.apiVersion ?? context.apiVersion,
      before: original?.document, after: document)
  }

  /// - Parameters:
  ///   - what: what the route does then, in words, such as `delays 100 % by 5s`.
  ///   - first: writes that come before the route's.
  mutating func plan(
    title: String, what: String, expiry: Expiry = .never, first: [ObjectChange] = [], notes: [String] = []
  ) -> ChangePlan {
    if change != nil || expiry.seconds != nil { note(expiry, what: what) }
    let changes = first + [change].compactMap(\.self)
    let review = PlanReview(configuration: context.configuration, service: service, changes: changes)
    var sentences = [tr("\(lead): \(what).")]
    if changes.isEmpty { sentences.append(tr("Nothing to change.")) }
    if let seconds = expiry.seconds, !changes.isEmpty {
      let minutes = seconds / 60
      let time =
        minutes >= 1 && minutes == minutes.rounded() ? tr("\(Int(minutes)) min") : DurationText.text(seconds: seconds)
      sentences.append(tr("Meant to last \(time)."))
    }
    sentences += review.creations
    if let original {
      if isRuleNew { sentences.append(tr("Adds rule \(index + 1) to \(original.reference).")) }
      let count = RouteSection.allCases.reduce(0) { $0 + (original.spec[$1.rawValue]?.array?.count ?? 0) }
      let others = isRuleNew ? count : count - 1
      if others > 0 { sentences.append(tr("\(others) other \(others == 1 ? tr("route") : tr("routes")) untouched.")) }
    }
    var notices = review.ownership + review.reach(of: split, as: tr("rule")) + notes
    if expiry.seconds != nil, !changes.isEmpty {
      notices.append(
        tr(
          "Istio does not end anything by itself: the expiry is noted on the object; `vigla keep` puts back what was "
            + "before when the time is over, `vigla reset \(service.id) --overdue` does it once."))
    }
    return ChangePlan(
      title: title, sentence: sentences.joined(separator: " "), changes: changes, findings: review.findings,
      notices: notices)
  }
}
