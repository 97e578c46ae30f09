import Testing

extension Scenario {
  static let entry: [Scenario] = [
    Scenario("the gateway serves the hosts of its VirtualService, and 404 NR for others") { mesh in
      try await mesh.apply(Objects.gateway(serviceHosts: "[\"bookinfo.example.com\"]"))
      let good = try await mesh.send(ScenarioLoad(count: 10))
      #expect(good.allSatisfy { $0.status == 200 })
      let bad = try await mesh.send(ScenarioLoad(count: 10, host: "shop.example.com"))
      #expect(bad.allSatisfy { $0.status == 404 })
      let tally = try await mesh.tally()
      #expect(tally.count("source", to: "productpage", ["source_workload": "istio-ingressgateway"]) == 10)
      #expect(
        tally.filter {
          $0.labels["source_workload"] == "istio-ingressgateway" && $0.labels["response_flags"] == "NR"
            && $0.labels["response_code"] == "404"
        }.reduce(0) { $0 + $1.count } == 10)
    },
    Scenario("/ is rewritten to /productpage") { mesh in
      try await mesh.apply(
        Objects.gateway().replacing("exact: /productpage", with: "exact: /")
          .replacing("    route:", with: "    rewrite: {uri: /productpage}\n    route:"))
      #expect(try await mesh.send(ScenarioLoad(count: 5, path: "/")).allSatisfy { $0.status == 200 })
      #expect(try await mesh.send(ScenarioLoad(count: 5)).allSatisfy { $0.status == 404 })
      let tally = try await mesh.tally()
      #expect(tally.count("destination", to: "productpage", ["response_code": "200"]) == 5)
    },
    Scenario("a redirect at the gateway") { mesh in
      try await mesh.apply(
        Objects.gateway().replacing(
          "    route:\n    - destination: {host: productpage, port: {number: 9080}}",
          with: "    redirect: {authority: www.example.com, redirectCode: 301}"))
      #expect(try await mesh.send(ScenarioLoad(count: 5)).allSatisfy { $0.status == 301 })
      #expect(try await mesh.tally().count("destination", to: "productpage") == 0)
    },
    Scenario("the gateway's routes are not the mesh's") { mesh in
      try await mesh.apply(Objects.routes("productpage", "[{directResponse: {status: 418}}]"))
      #expect(try await mesh.send(ScenarioLoad(count: 5)).allSatisfy { $0.status == 200 })
    },
  ]
}
