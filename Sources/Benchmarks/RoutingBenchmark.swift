import Documents
import MeshModel
import TrafficConfig

/// Route decisions per second, which bound the simulated mesh and the previews.
enum RoutingBenchmark {
  static func run() async throws -> [Table] {
    var table = Table(title: "Deciding routes, one core", columns: ["request", "million a second", "ns each"])
    let small = try mesh(services: 1)
    let large = try mesh(services: 1_000)
    let plain = RequestFacts(
      host: "s0:9080", port: 9080, path: "/reviews/0", headers: ["user-agent": "bench"],
      source: RequestSource(namespace: "default"))
    var cookie = plain
    cookie.headers["cookie"] = "session=abcdefghijklmnop; lang=en; user=bob; theme=dark"
    let cases = [
      ("weighted split, no header", small, plain), ("the same with a cookie for a regex", small, cookie),
      ("weighted split, 1,000 services", large, plain),
    ]
    for (name, evaluator, request) in cases {
      var forwarded = 0
      let seconds = Measurement.best(of: 10, repeats: 20_000) {
        if case .forward(let decision) = evaluator.decide(request) { forwarded += decision.destinations.count }
      }
      precondition(forwarded == 10 * 20_000 * 2, "the catch-all route splits in two")
      table.rows.append([name, Measurement.text(1e-6 / seconds, 2), Measurement.text(seconds * 1e9)])
    }
    return [table]
  }

  /// Services `s0…`, each with a regex route, a prefix route and a split.
  private static func mesh(services count: Int) throws -> RouteEvaluator {
    var rules: [DestinationRule] = []
    var routes: [VirtualService] = []
    var services: [ServiceInfo] = []
    for number in 0..<count {
      let name = "s\(number)"
      routes.append(
        VirtualService(
          document: try YAMLText.parse(
            """
            metadata: {name: \(name), namespace: default}
            spec:
              hosts: [\(name)]
              http:
              - match: [{headers: {cookie: {regex: '^(.*?;)?(user=jason)(;.*)?$'}}}]
                route: [{destination: {host: \(name), subset: v2}}]
              - match: [{uri: {prefix: /beta}}]
                route: [{destination: {host: \(name), subset: v3}}]
              - route:
                - {destination: {host: \(name), subset: v1}, weight: 80}
                - {destination: {host: \(name), subset: v2}, weight: 20}
            """)))
      rules.append(
        DestinationRule(
          document: try YAMLText.parse(
            """
            metadata: {name: \(name), namespace: default}
            spec:
              host: \(name)
              subsets:
              - {name: v1, labels: {version: v1}}
              - {name: v2, labels: {version: v2}}
              - {name: v3, labels: {version: v3}}
            """)))
      services.append(
        ServiceInfo(
          id: ServiceID(namespace: "default", name: name), selector: ["app": name],
          ports: [ServicePort(name: "http", number: 9080, targetPort: 9080)]))
    }
    return RouteEvaluator(
      configuration: MeshConfiguration(virtualServices: routes, destinationRules: rules, services: services))
  }
}
