import Documents
import MeshModel

/// Plans two rules on one host: the API under its prefix first, then everything else to the front end.
public enum SiteEdit {
  public static func plan(_ request: SiteRequest, in context: EditContext) throws(ChangeRefusal) -> ChangePlan {
    let front = try context.service(request.front.service)
    let api = try context.service(request.api)
    guard request.prefix.hasPrefix("/"), request.prefix.count > 1 else {
      throw ChangeRefusal(.badValue, "The prefix of the API is a path such as /api.")
    }
    guard front.id != api.id else { throw ChangeRefusal(.badValue, "Front end and API are the same service.") }
    var sequence = PlanSequence(context)
    var root = request.front
    root.path = nil
    sequence.add(try ExposeEdit.plan(root, in: sequence.context), for: front)
    var under = request.front
    under.service = api.id
    under.path = request.prefix
    under.servicePort = request.apiPort
    under.gateway = VirtualService.gatewayName(request.front.gateway, in: front.id.namespace)
    sequence.add(try ExposeEdit.plan(under, in: sequence.context), for: api)
    if request.stripsPrefix {
      sequence.add(try rewrite(request, gateway: under.gateway, in: sequence.context), for: api)
    }
    let stripped = request.stripsPrefix ? ", without that prefix" : ""
    return sequence.plan(
      title: "Site of \(front.id)",
      sentence: "\(request.front.host): paths under \(request.prefix) go to \(api.id)\(stripped), all others to "
        + "\(front.id).", from: context)
  }

  private static func rewrite(
    _ request: SiteRequest, gateway: String, in context: EditContext
  ) throws(ChangeRefusal) -> ChangePlan {
    let objects = context.configuration.virtualServices(
      forHost: request.front.host, from: request.front.service.namespace, gateway: gateway)
    for object in objects {
      for (index, route) in object.http.enumerated()
      where route.matches.contains(where: { $0.uri == .prefix(request.prefix) }) {
        return try RewriteEdit.plan(
          RewriteRequest(
            scope: RouteScope(service: request.api, routeIndex: index, virtualService: object.reference), uri: "/"),
          in: context)
      }
    }
    throw ChangeRefusal(.noRoute, "No rule of \(request.front.host) takes \(request.prefix).")
  }
}
