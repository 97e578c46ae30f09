import ArgumentParser
import MeshModel
import TrafficConfig

/// Which requests to a service an edit is for.
struct ScopeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only requests for which this holds; several must all hold. SUBJECT=VALUE, ^= for a prefix, ~= for a regex, "
        + "nothing for presence, ! in front for the opposite. Subjects: header:NAME, query:NAME, uri, method, authority, "
        + "scheme, port, source:LABEL, namespace, gateway.", valueName: "condition"))
  var match: [String] = []

  @Option(help: "Which route of the VirtualService, counted from 1; without it the one that takes all other requests.")
  var route: Int?

  func validate() throws {
    if let route, route < 1 { throw ValidationError("--route counts from 1.") }
  }

  /// - Throws: `ChangeRefusal` if a condition cannot be read.
  func scope(of service: ServiceID) throws -> RouteScope {
    var conditions: [MatchCondition] = []
    for text in match { conditions.append(try MatchCondition(parsing: text)) }
    return RouteScope(service: service, conditions: conditions, routeIndex: route.map { $0 - 1 })
  }
}
