import Documents
import MeshModel
import Texts

/// Plans that a service is reached from outside: a server on a Gateway, and a route for its host.
public enum ExposeEdit {
  public static func plan(_ request: ExposeRequest, in context: EditContext) throws(ChangeRefusal) -> ChangePlan {
    let service = try context.service(request.service)
    guard request.host == "*" || (request.host.contains(".") && NameRules.wildcardDomain(request.host) == nil) else {
      throw ChangeRefusal(.badValue, tr("\(request.host) is no full host name, such as shop.example.com."))
    }
    guard !request.redirectsToHTTPS || request.credential != nil else {
      throw ChangeRefusal(.badValue, tr("A redirect to HTTPS needs a credential for HTTPS."))
    }
    if let path = request.path, !path.hasPrefix("/") { throw ChangeRefusal(.badValue, tr("The path begins with /.")) }
    let name = VirtualService.gatewayName(request.gateway, in: service.id.namespace)
    guard name != VirtualService.mesh else {
      throw ChangeRefusal(.badValue, tr("mesh stands for the sidecars; say the name of a gateway."))
    }
    let gateway = try GatewayDraft(name: name, request: request, service: service, context: context)
    let route = try ingressRoute(request, service, gateway: name, context)
    let changes = [gateway.change, route.change].compactMap(\.self)
    let review = PlanReview(configuration: context.configuration, service: service, changes: changes)
    let sentences =
      [
        tr(
          "\(service.id): reached as \(gateway.address) through \(name)\(request.path.map { tr(", paths under \($0)") } ?? "")."
        )
      ]
      + request.branches.map { tr("Paths under \($0.prefix) go to \($0.target).") }
      + (changes.isEmpty ? [tr("Nothing to change.")] : review.creations) + route.words
    return ChangePlan(
      title: tr("Expose \(service.id)"), sentence: sentences.joined(separator: " "), changes: changes,
      findings: review.findings, notices: review.ownership + gateway.notes + route.notes)
  }

  private struct Route {
    var change: ObjectChange?
    var words: [String] = []
    var notes: [String] = []
  }

  /// The service's own rules are bound to the gateway, so that its weights count there, too; else there is a route for
  /// the host of its own.
  private static func ingressRoute(
    _ request: ExposeRequest, _ service: ServiceInfo, gateway: String, _ context: EditContext
  ) throws(ChangeRefusal) -> Route {
    let configuration = context.configuration
    let present = configuration.virtualServices(forHost: request.host, from: service.id.namespace, gateway: gateway)
    if let object = present.first(where: { $0.hosts.contains(request.host) }) {
      return try insertion(into: object, request, service, context)
    }
    let host = service.id.host(domain: configuration.domain)
    let rivals = configuration.virtualServices(forHost: host, from: service.id.namespace)
    if request.path == nil, request.branches.isEmpty, request.host != "*", rivals.count == 1,
      rivals[0].namespace == service.id.namespace
    {
      return binding(of: rivals[0], request, gateway: gateway, context)
    }
    var spec: JSONObject = ["hosts": [.string(request.host)], "gateways": [.string(reference(gateway, from: service))]]
    spec["http"] = .array(try branches(request, service, context) + [try rule(request, service, context)])
    let name = FreeName.find("\(service.id.name)-ingress", suffix: "x") { name in
      configuration.virtualService(namespace: service.id.namespace, name: name) != nil
    }
    let document = NewObject.document(
      kind: VirtualService.kind, apiVersion: context.apiVersion, namespace: service.id.namespace, name: name, spec: spec
    )
    let change = ObjectChange(
      reference: ObjectReference(document: document), apiVersion: context.apiVersion, before: nil, after: document)
    return Route(change: change)
  }

  private static func reference(_ gateway: String, from service: ServiceInfo) -> String {
    let parts = gateway.split(separator: "/").map(String.init)
    return parts.count == 2 && parts[0] == service.id.namespace ? parts[1] : gateway
  }

  private static func rule(
    _ request: ExposeRequest, _ service: ServiceInfo, _ context: EditContext
  ) throws(ChangeRefusal) -> JSONValue {
    var destination: JSONObject = ["host": .string(service.id.host(domain: context.configuration.domain))]
    if service.ports.count > 1 || request.servicePort != nil {
      let known = service.ports.map(\.number)
      guard let port = request.servicePort, known.isEmpty || known.contains(port) else {
        let list = known.map(String.init).joined(separator: ", ")
        throw ChangeRefusal(.badValue, tr("Which port of \(service.id) is meant? It has \(list)."))
      }
      destination["port"] = ["number": JSONValue(port)]
    }
    var rule = JSONObject()
    if let path = request.path { rule["match"] = [["uri": ["prefix": .string(path)]]] }
    rule["route"] = [["destination": .object(destination)]]
    return .object(rule)
  }

  /// The rules for the other services.
  private static func branches(
    _ request: ExposeRequest, _ service: ServiceInfo, _ context: EditContext
  ) throws(ChangeRefusal) -> [JSONValue] {
    var resolver = TargetResolver(context: context, service: service)
    var rules: [JSONValue] = []
    for branch in request.branches {
      guard branch.prefix.hasPrefix("/"), branch.prefix != "/" else {
        throw ChangeRefusal(
          .badValue, tr("\(branch.prefix): the paths of another service begin with /, and are not all."))
      }
      guard let destination = try resolver.otherService(branch.target) else {
        throw ChangeRefusal(.unknownService, tr("There is no service \(branch.target) for \(branch.prefix)."))
      }
      var rule = JSONObject()
      if branch.dropsPrefix {
        // A bare prefix would leave two slashes or none, and would take /apix as well.
        let bare = branch.prefix.hasSuffix("/") ? String(branch.prefix.dropLast()) : branch.prefix
        rule["match"] = [["uri": ["prefix": .string(bare + "/")]], ["uri": ["exact": .string(bare)]]]
        rule["rewrite"] = ["uri": "/"]
      } else {
        rule["match"] = [["uri": ["prefix": .string(branch.prefix)]]]
      }
      rule["route"] = [["destination": destination]]
      rules.append(.object(rule))
    }
    return rules
  }

  private static func insertion(
    into object: VirtualService, _ request: ExposeRequest, _ service: ServiceInfo, _ context: EditContext
  ) throws(ChangeRefusal) -> Route {
    let rules = try branches(request, service, context) + [try rule(request, service, context)]
    var routes = object.spec["http"]?.array ?? []
    var words: [String] = []
    for rule in rules {
      if routes.contains(where: { $0["match"] == rule["match"] && $0["route"] == rule["route"] }) { continue }
      let end = routes.firstIndex { HTTPRoute($0).isCatchAll }
      if rule["match"] == nil, let end {
        throw ChangeRefusal(
          .conflictingObjects,
          tr(
            "\(object.reference) routes all of \(request.host) already (rule \(end + 1)). Give a path for this service."
          ))
      }
      words.append(tr("Adds rule \((end ?? routes.count) + 1) to \(object.reference)."))
      routes.insert(rule, at: end ?? routes.count)
    }
    if words.isEmpty { return Route() }
    var document = object.document
    document[["spec", "http"]] = .array(routes)
    let change = ObjectChange(
      reference: object.reference, apiVersion: object.apiVersion ?? context.apiVersion, before: object.document,
      after: document)
    return Route(change: change, words: words)
  }

  private static func binding(
    of object: VirtualService, _ request: ExposeRequest, gateway: String, _ context: EditContext
  ) -> Route {
    var document = object.document
    if !object.gatewayNames.contains(gateway) {
      let parts = gateway.split(separator: "/").map(String.init)
      let name = parts.count == 2 && parts[0] == object.namespace ? parts[1] : gateway
      // Without a list the object is for the mesh; with one it has to say so.
      document[["spec", "gateways"]] = .array((object.gateways + [name]).map(JSONValue.string))
    }
    if !object.hosts.contains(request.host) {
      document[["spec", "hosts"]] = .array((object.hosts + [request.host]).map(JSONValue.string))
    }
    guard document != object.document else { return Route() }
    let change = ObjectChange(
      reference: object.reference, apiVersion: object.apiVersion ?? context.apiVersion, before: object.document,
      after: document)
    return Route(
      change: change, words: [tr("Binds \(object.reference) to \(gateway) and \(request.host).")],
      notes: [tr("All rules of \(object.reference) then count at the gateway as they do in the mesh.")])
  }
}
