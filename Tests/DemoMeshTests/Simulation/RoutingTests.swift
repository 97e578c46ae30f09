import Testing

@testable import DemoMesh

@Suite("Simulated routing")
struct RoutingTests {
  @Test("without a VirtualService the versions share evenly")
  func thirds() throws {
    let mesh = try TestMesh()
    mesh.load(seconds: 15)
    let total = mesh.count("source", to: "reviews")
    #expect(total > 1200)
    for version in ["v1", "v2", "v3"] {
      expectShare(mesh.count("source", to: "reviews", ["destination_version": version]), of: total, 1.0 / 3)
    }
    // v1 has no stars: only two thirds of the pages ask for ratings.
    #expect(
      mesh.count("source", to: "ratings")
        == mesh.count("source", to: "reviews", ["destination_version": "v2"])
        + mesh.count("source", to: "reviews", ["destination_version": "v3"]))
    #expect(mesh.count("source", to: "ratings", ["source_workload": "reviews-v1"]) == 0)
  }

  @Test("weights split the traffic", arguments: [(80, 20), (50, 50), (1, 3), (100, 0)])
  func weights(v1: Int, v3: Int) throws {
    let mesh = try TestMesh(
      objects: Objects.reviewsSubsets()
        + Objects.routes(
          "reviews",
          "[{route: [{destination: {host: reviews, subset: v1}, weight: \(v1)}, "
            + "{destination: {host: reviews, subset: v3}, weight: \(v3)}]}]"))
    mesh.load(seconds: 10)
    let total = mesh.count("source", to: "reviews")
    expectShare(
      mesh.count("source", to: "reviews", ["destination_workload": "reviews-v1"]), of: total,
      Double(v1) / Double(v1 + v3))
    #expect(mesh.count("source", to: "reviews", ["destination_workload": "reviews-v2"]) == 0)
    #expect(mesh.count("destination", to: "reviews") == total)
  }

  @Test("a header match takes its users and leaves the others")
  func headerMatch() throws {
    let mesh = try TestMesh(
      objects: Objects.reviewsSubsets()
        + Objects.routes(
          "reviews",
          "[{match: [{headers: {end-user: {exact: jason}}}], route: [{destination: {host: reviews, subset: v3}}]}, "
            + "\(Objects.toV1)]"))
    let jason = try mesh.get(times: 20, headers: ["end-user": "jason"])
    #expect(jason.allSatisfy { $0.hops.contains { $0.destination == "default/reviews-v3" } })
    let others = try mesh.get(times: 20, headers: ["end-user": "jane"])
    #expect(others.allSatisfy { $0.hops.contains { $0.destination == "default/reviews-v1" } })
    // A tenth of the demo's own load is jason's.
    mesh.load(seconds: 10)
    let total = mesh.count("source", to: "reviews") - 40
    expectShare(mesh.count("source", to: "reviews", ["destination_version": "v3"]) - 20, of: total, 0.1)
  }

  @Test("headers reach the services further down")
  func propagation() throws {
    let mesh = try TestMesh(
      objects: Objects.routes(
        "ratings",
        "[{match: [{headers: {end-user: {exact: jason}}}], fault: {abort: {httpStatus: 500, "
          + "percentage: {value: 100}}}, route: [{destination: {host: ratings}}]}, "
          + "{route: [{destination: {host: ratings}}]}]"))
    _ = try mesh.get(times: 30, headers: ["end-user": "jason"])
    #expect(mesh.counts("source", to: "ratings", by: "response_code").keys.sorted() == ["500"])
    let jason = mesh.count("source", to: "ratings")
    _ = try mesh.get(times: 30, headers: ["end-user": "jane"])
    #expect(mesh.count("source", to: "ratings", ["response_code": "500"]) == jason)
    #expect(mesh.count("source", to: "ratings", ["response_code": "200"]) > 0)
  }

  @Test("a match on source labels is for those clients only")
  func sourceLabels() throws {
    let mesh = try TestMesh(
      objects: Objects.routes(
        "ratings",
        "[{match: [{sourceLabels: {version: v3}}], directResponse: {status: 418}}, "
          + "{route: [{destination: {host: ratings}}]}]"))
    mesh.load(seconds: 10)
    #expect(mesh.counts("source", to: "ratings:9080", by: "source_workload").keys.sorted() == ["reviews-v3"])
    #expect(mesh.counts("source", to: "ratings", by: "source_workload").keys.sorted() == ["reviews-v2"])
  }

  @Test("a redirect is answered by the client's proxy")
  func redirect() throws {
    let mesh = try TestMesh(
      objects: Objects.routes("details", "[{redirect: {uri: /v2/details, redirectCode: 302}}]"))
    let answer = try mesh.get()
    let hop = try #require(answer.hops.first { $0.service == "details:9080" })
    #expect(hop.status == 302)
    #expect(hop.flags == "-")
    #expect(hop.destination == nil)
    #expect(mesh.count("destination", to: "details") == 0)
    #expect(
      mesh.count(
        "source", to: "details:9080", ["response_code": "302", "destination_workload": "unknown"]) == 1)
  }

  @Test("a direct response is answered by the client's proxy")
  func directResponse() throws {
    let mesh = try TestMesh(
      objects: Objects.gateway()
        + """
        ---
        kind: VirtualService
        metadata: {name: health, namespace: default}
        spec:
          hosts: ["*"]
          gateways: [bookinfo-gateway]
          http: [{match: [{uri: {exact: /health}}], directResponse: {status: 503, body: {string: closed}}}]

        """)
    let answer = try mesh.get("/health")
    #expect(answer.status == 503)
    #expect(answer.flags == "-")
    #expect(answer.body == "closed")
    #expect(try mesh.get().status == 200)
  }

  @Test("a rewrite changes what the server sees")
  func rewrite() throws {
    let mesh = try TestMesh(
      objects: Objects.routes(
        "details",
        "[{match: [{uri: {prefix: /details/}}], rewrite: {uri: /v2/, authority: details.internal}, "
          + "route: [{destination: {host: details}}]}]"))
    let hop = try #require(try mesh.get().hops.first { $0.destination == "default/details-v1" })
    #expect(hop.path == "/v2/0")
    #expect(hop.status == 200)
  }

  @Test("a mirror is reported by its server alone")
  func mirror() throws {
    let mesh = try TestMesh(
      objects: Objects.reviewsSubsets()
        + Objects.routes(
          "reviews",
          "[{route: [{destination: {host: reviews, subset: v1}}], "
            + "mirrors: [{destination: {host: reviews, subset: v3}, percentage: {value: 25}}]}]"))
    mesh.load(seconds: 10)
    let total = mesh.count("source", to: "reviews")
    #expect(mesh.counts("source", to: "reviews", by: "destination_workload") == ["reviews-v1": total])
    expectShare(mesh.count("destination", to: "reviews", ["destination_workload": "reviews-v3"]), of: total, 0.25)
    #expect(mesh.count("destination", to: "reviews", ["destination_workload": "reviews-v1"]) == total)
    // The copies are real work: v3 asks for ratings.
    #expect(mesh.count("source", to: "ratings", ["source_workload": "reviews-v3"]) > 0)
  }

  @Test("a route that nothing matches is 404 NR")
  func noRoute() throws {
    let mesh = try TestMesh(
      objects: Objects.routes(
        "details", "[{match: [{uri: {exact: /elsewhere}}], route: [{destination: {host: details}}]}]"))
    _ = try mesh.get(times: 5)
    #expect(
      mesh.count(
        "source", to: "details:9080",
        ["response_code": "404", "response_flags": "NR", "destination_workload": "unknown"]) == 5)
    #expect(mesh.count("destination", to: "details") == 0)
  }

  @Test("an unknown host is blocked with 502")
  func unknownHost() throws {
    var topology = MeshTopology.bookinfo()
    let index = try #require(topology.workloads.firstIndex { $0.name == "details-v1" })
    topology.workloads[index].behaviour.stages = [
      CallStage([CallSpec(host: "books.example.org", port: 80, isRequired: true)])
    ]
    let mesh = try TestMesh(topology)
    let answer = try mesh.get()
    #expect(answer.hops.first { $0.service == "books.example.org" }?.status == 502)
    #expect(mesh.count("source", to: "BlackHoleCluster", ["response_flags": "-", "response_code": "502"]) == 1)
    #expect(mesh.count("destination", to: "details", ["response_code": "500"]) == 1)
  }
}
