import Documents
import MeshModel
import TrafficConfig

/// What a key in a wizard's form costs: the edit is planned, validated and forecast anew on the whole mesh.
enum PlanningBenchmark {
  static func run() async throws -> [Table] {
    let kinds: [(name: String, plan: (EditContext) throws -> ChangePlan)] = [
      ("timeout", { try TimeoutEdit.plan(7, for: scope, in: $0) }),
      ("fault", { try FaultEdit.plan(FaultRequest(scope: scope, delay: 5, expiry: .never), in: $0) }),
      (
        "rule",
        { context in
          let some = RouteScope(service: service, conditions: [try MatchCondition(parsing: "uri=/a")])
          return try RouteRuleEdit.plan(RouteRuleRequest(scope: some, targets: [.init("v3", 100)]), in: context)
        }
      ),
      (
        "policy",
        { context in
          var request = PolicyRequest(service: service)
          request.pool.maxConnections = 3
          return try PolicyEdit.plan(request, in: context)
        }
      ),
      (
        "host of a gateway",
        { try ExposeEdit.plan(ExposeRequest(service: service, host: "a.example.com", gateway: "g"), in: $0) }
      ),
      ("reset", { try RoutingReset.plan(ResetRequest(scope: scope, extent: .all), in: $0) }),
    ]
    var table = Table(
      title: "Planning an edit, in ms (budget: 30 at 300 services)", columns: ["services"] + kinds.map(\.name))
    for services in [10, 300, 1_000] {
      let context = EditContext(configuration: try mesh(services), now: 1_800_000_000, author: "bench")
      let figures = try kinds.map { kind in
        try Measurement.best(of: 20) {
          let plan = try kind.plan(context)
          precondition(!plan.isEmpty)
        }
      }
      table.rows.append(["\(services)"] + figures.map { Measurement.milliseconds($0) })
    }
    return [table]
  }

  private static let service = ServiceID(namespace: "n5", name: "s5")
  private static let scope = RouteScope(service: service, conditions: [])

  /// Services `s0…` in twelve namespaces, each with three versions, a DestinationRule and a VirtualService of three rules.
  private static func mesh(_ count: Int) throws -> MeshConfiguration {
    var objects: [(rule: DestinationRule, routes: VirtualService)] = []
    var services: [ServiceInfo] = []
    var workloads: [WorkloadInfo] = []
    for number in 0..<count {
      let id = ServiceID(namespace: "n\(number % 12)", name: "s\(number)")
      objects.append((try rule(of: id), try routes(of: id)))
      let port = ServicePort(name: "http", number: 9080, targetPort: 9080)
      services.append(ServiceInfo(id: id, selector: ["app": id.name], ports: [port]))
      for version in ["v1", "v2", "v3"] {
        let labels = ["app": id.name, "version": version]
        let name = "\(id.name)-\(version)"
        let pods = (0..<2).map { PodInfo(name: "\(name)-\($0)", ip: "10.0.0.\($0)", labels: labels, isReady: true) }
        workloads.append(
          WorkloadInfo(id: WorkloadID(namespace: id.namespace, name: name), labels: labels, pods: pods))
      }
    }
    return MeshConfiguration(
      virtualServices: objects.map(\.routes), destinationRules: objects.map(\.rule), services: services,
      workloads: workloads)
  }

  private static func routes(of id: ServiceID) throws -> VirtualService {
    let text = """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: \(id.name), namespace: \(id.namespace), resourceVersion: "1"}
      spec:
        hosts: [\(id.name)]
        http:
        - match: [{headers: {cookie: {regex: '^(.*?;)?(user=jason)(;.*)?$'}}}]
          route: [{destination: {host: \(id.name), subset: v2}}]
        - match: [{uri: {prefix: /beta}}]
          route: [{destination: {host: \(id.name), subset: v3}}]
        - route:
          - {destination: {host: \(id.name), subset: v1}, weight: 80}
          - {destination: {host: \(id.name), subset: v2}, weight: 20}
      """
    return VirtualService(document: try YAMLText.parse(text))
  }

  private static func rule(of id: ServiceID) throws -> DestinationRule {
    let text = """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: \(id.name), namespace: \(id.namespace), resourceVersion: "1"}
      spec:
        host: \(id.name)
        subsets:
        - {name: v1, labels: {version: v1}}
        - {name: v2, labels: {version: v2}}
        - {name: v3, labels: {version: v3}}
      """
    return DestinationRule(document: try YAMLText.parse(text))
  }
}
