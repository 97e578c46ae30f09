import Documents
import MeshModel
import Testing

@testable import TrafficConfig

@Suite struct ExposeEditTests {
  private let page = ServiceID(namespace: "default", name: "productpage")

  private func expose(
    _ mesh: MeshConfiguration, path: String? = nil, credential: String? = nil, service: ServiceID? = nil,
    host: String = "shop.example.com"
  ) throws -> ChangePlan {
    try ExposeEdit.plan(
      ExposeRequest(
        service: service ?? page, host: host, gateway: "gw", credential: credential,
        redirectsToHTTPS: credential != nil, path: path), in: EditSamples.context(mesh))
  }

  private func decide(
    _ plan: ChangePlan, _ mesh: MeshConfiguration, path: String = "/", port: Int = 80, scheme: String = "http"
  ) throws -> RouteDecision {
    RouteEvaluator(configuration: try EditSamples.mesh(after: plan, from: mesh)).decide(
      Fixtures.request(
        host: "shop.example.com", path: path, gateway: "default/gw", port: port, scheme: scheme))
  }

  @Test func fromNothing() throws {
    let mesh = Fixtures.bookinfo()
    let plan = try expose(mesh)
    #expect(plan.notices.contains { $0.contains("shop.example.com only, and 404 to those for any other host") })
    #expect(try !expose(mesh, host: "*").notices.contains { $0.contains("404") })
    #expect(
      plan.changes.map(\.reference.description) == ["Gateway default/gw", "VirtualService default/productpage-ingress"])
    #expect(
      plan.changes.map { $0.after?["spec"].map(YAMLText.emit) ?? "" } == [
        """
        selector:
          istio: ingressgateway
        servers:
        - port:
            number: 80
            name: http
            protocol: HTTP
          hosts:
          - shop.example.com

        """,
        """
        hosts:
        - shop.example.com
        gateways:
        - gw
        http:
        - route:
          - destination:
              host: productpage.default.svc.cluster.local

        """,
      ])
    #expect(plan.changes.compactMap(\.after).flatMap(Validator.webhook) == [])
    #expect(try decide(plan, mesh).forward?.destinations.map(\.host) == ["productpage.default.svc.cluster.local"])
    let after = try EditSamples.mesh(after: plan, from: mesh)
    #expect(try expose(after).isEmpty)
    // A second service under a prefix goes before the first one's rule.
    let api = try expose(after, path: "/api", service: Fixtures.reviews)
    #expect(api.changes.map(\.reference.name) == ["productpage-ingress"])
    #expect(try decide(api, after, path: "/api/x").forward?.destinations.map(\.host) == [EditSamples.host])
    #expect(try decide(api, after).forward?.destinations.map(\.host) == ["productpage.default.svc.cluster.local"])
    #expect(throws: ChangeRefusal.self) { try expose(after, service: Fixtures.reviews) }
  }

  @Test func https() throws {
    let plan = try expose(Fixtures.bookinfo(), credential: "cert")
    #expect(plan.changes.compactMap(\.after).flatMap(Validator.webhook) == [])
    #expect(plan.changes[0].after?[["spec", "servers"]]?.array?.count == 2)
    guard case .redirect(let target) = try decide(plan, Fixtures.bookinfo()) else {
      Issue.record("not redirected")
      return
    }
    #expect(target.location == "https://shop.example.com/")
    #expect(try decide(plan, Fixtures.bookinfo(), port: 443, scheme: "https").forward != nil)
  }

  @Test func theServicesOwnRulesCountAtTheGateway() throws {
    let own = try Fixtures.virtualService(
      "{hosts: [productpage], future: 1, http: [{route: [{destination: {host: productpage}}], timeout: 3s}]}",
      name: "page")
    let gateway = try Fixtures.gateway(
      "{selector: {istio: ingressgateway}, servers: [{port: {number: 80, name: web, protocol: HTTP}, hosts: [a.example.com], x: 1}]}"
    )
    let mesh = Fixtures.bookinfo(virtualServices: [own], gateways: [gateway])
    let plan = try expose(mesh)
    #expect(
      plan.changes.map { $0.after?["spec"]?.serialized() ?? "" } == [
        #"{"selector":{"istio":"ingressgateway"},"servers":[{"port":{"number":80,"name":"web","protocol":"HTTP"},"hosts":["a.example.com","shop.example.com"],"x":1}]}"#,
        #"{"hosts":["productpage","shop.example.com"],"future":1,"http":[{"route":[{"destination":{"host":"productpage"}}],"timeout":"3s"}],"gateways":["mesh","gw"]}"#,
      ])
    #expect(!plan.hasErrors)
    #expect(try decide(plan, mesh).forward?.timeout == 3)
  }

  @Test(arguments: ["shop", "", "a b.c"]) func refusesHosts(host: String) {
    #expect(throws: ChangeRefusal.self) { try expose(Fixtures.bookinfo(), host: host) }
  }

  /// The front end at /, an API under a prefix: one form, two ordered rules to two services.
  @Test(arguments: [false, true]) func anotherServiceUnderAPrefix(drops: Bool) throws {
    let mesh = Fixtures.bookinfo()
    var request = ExposeRequest(service: page, host: "shop.example.com", gateway: "gw")
    request.branches = [.init(prefix: "/api", target: "details:9080", dropsPrefix: drops)]
    let plan = try ExposeEdit.plan(request, in: EditSamples.context(mesh))
    // The mesh of the test has no ingress proxy for the new gateway.
    #expect(plan.findings.filter { $0.object.kind == VirtualService.kind } == [])
    #expect(plan.sentence.contains("Paths under /api go to details:9080."))
    let api = try decide(plan, mesh, path: "/api/details/0").forward
    #expect(api?.destinations.map(\.service?.name) == ["details"])
    #expect(api?.path == (drops ? "/details/0" : "/api/details/0"))
    #expect(try decide(plan, mesh, path: "/api").forward?.path == (drops ? "/" : "/api"))
    #expect(try decide(plan, mesh, path: "/").forward?.destinations.map(\.service?.name) == ["productpage"])
    // Again: there is nothing to do.
    let changed = try EditSamples.mesh(after: plan, from: mesh)
    #expect(try ExposeEdit.plan(request, in: EditSamples.context(changed)).isEmpty)
    // A third service goes before the rule for everything, and nothing else changes.
    request.branches.append(.init(prefix: "/stars", target: "ratings"))
    let more = try ExposeEdit.plan(request, in: EditSamples.context(changed))
    #expect(more.sentence.contains("Adds rule 2 to VirtualService default/productpage-ingress."))
    #expect(more.changes.first?.after?[["spec", "http"]]?.array?.count == 3)
    for (prefix, target) in [("api", "details"), ("/", "details"), ("/api", "nobody")] {
      request.branches = [.init(prefix: prefix, target: target)]
      #expect(throws: ChangeRefusal.self) { try ExposeEdit.plan(request, in: EditSamples.context(mesh)) }
    }
  }
}
