import Testing

@testable import DemoMesh

@Suite("Simulated gateway")
struct GatewayTests {
  @Test("the default entry route leads to the product page")
  func defaultEntry() throws {
    let mesh = try TestMesh()
    let answer = try mesh.get("/productpage?u=normal", host: "whatever.example.com")
    #expect(answer.status == 200)
    #expect(answer.flags == "-")
    let first = try #require(answer.hops.first)
    #expect(first.source == "istio-system/istio-ingressgateway")
    #expect(first.destination == "default/productpage-v1")
    #expect(first.path == "/productpage?u=normal")
    #expect(answer.hops.count >= 3)
    #expect(try mesh.get("/elsewhere").flags == "NR")
  }

  @Test(
    "a Gateway with a VirtualService is obeyed",
    arguments: [
      (#"["*"]"#, #"["*"]"#, "bookinfo.example.com", "/productpage", 200),
      (#"["*"]"#, #"["*"]"#, "bookinfo.example.com", "/static/a.css", 200),
      (#"["*"]"#, #"["*"]"#, "bookinfo.example.com", "/details/0", 404),
      (#"["*"]"#, #"["bookinfo.example.com"]"#, "bookinfo.example.com", "/productpage", 200),
      (#"["*"]"#, #"["bookinfo.example.com"]"#, "shop.example.com", "/productpage", 404),
      (#"["*.example.com"]"#, #"["*"]"#, "bookinfo.example.com", "/productpage", 200),
      (#"["*.example.org"]"#, #"["*"]"#, "bookinfo.example.com", "/productpage", 404),
    ])
  func obeyed(hosts: String, serviceHosts: String, host: String, path: String, status: Int) throws {
    let mesh = try TestMesh(objects: Objects.gateway(hosts: hosts, serviceHosts: serviceHosts))
    let answer = try mesh.get(path, host: host)
    #expect(answer.status == status)
    #expect(answer.flags == (status == 404 ? "NR" : "-"))
    if status == 404 {
      #expect(
        mesh.count(
          "source", to: "unknown",
          ["source_workload": "istio-ingressgateway", "response_code": "404", "response_flags": "NR"]) == 1)
    }
  }

  @Test("a Gateway without a VirtualService, or for other pods, leaves the default entry")
  func notGoverned() throws {
    let yaml = Objects.gateway()
    let onlyGateway = String(
      yaml.prefix(
        upTo: try #require(yaml.range(of: "---\napiVersion: networking.istio.io/v1\nkind: VirtualService")?.lowerBound))
    )
    #expect(try TestMesh(objects: onlyGateway).get().status == 200)
    let otherPods = yaml.replacing("istio: ingressgateway", with: "istio: egressgateway")
    #expect(try TestMesh(objects: otherPods).get().status == 200)
  }

  @Test("exposing another service leaves the load alone")
  func otherService() throws {
    let yaml = Objects.gateway(serviceHosts: "[\"reviews.example.com\"]")
      .replacing("host: productpage", with: "host: reviews")
      .replacing("exact: /productpage", with: "prefix: /reviews")
    let mesh = try TestMesh(objects: yaml)
    #expect(try mesh.get().status == 200)
    #expect(try mesh.get("/reviews/0", host: "reviews.example.com").status == 200)
    #expect(mesh.count("source", to: "reviews", ["source_workload": "istio-ingressgateway"]) == 1)
  }

  @Test("routes of the mesh do not bind the gateway")
  func meshRoutes() throws {
    let mesh = try TestMesh(objects: Objects.routes("productpage", "[{directResponse: {status: 418}}]"))
    #expect(try mesh.get().status == 200)
  }

  @Test("without a gateway pod nobody listens")
  func noGateway() throws {
    let mesh = try TestMesh()
    mesh.scale("istio-ingressgateway", to: 0)
    var answer: EntryResponse??
    mesh.engine.enter(
      SimulatedRequest(
        authority: "a", port: 80, path: "/productpage", method: "GET", headers: [:], sourceAddress: "127.0.0.1")
    ) { answer = .some($0) }
    #expect(answer == .some(.none))
    mesh.load(seconds: 5)
    #expect(mesh.rows.isEmpty)
  }

  @Test("the gateway reports as source only")
  func reporter() throws {
    let mesh = try TestMesh()
    mesh.load(seconds: 5)
    let gateway = mesh.rows.filter { $0.labels["source_workload"] == "istio-ingressgateway" }
    #expect(gateway.contains { $0.labels["reporter"] == "source" })
    #expect(mesh.rows.allSatisfy { $0.labels["destination_workload"] != "istio-ingressgateway" })
    #expect(
      mesh.count("destination", to: "productpage", ["source_workload": "istio-ingressgateway"])
        == mesh.count("source", to: "productpage"))
  }
}
