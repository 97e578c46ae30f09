import Testing

extension Scenario {
  static let routing: [Scenario] = [
    Scenario("without a VirtualService the versions share evenly") { mesh in
      let tally = try await mesh.counting(ScenarioLoad(count: 300))
      let total = tally.count("source", to: "reviews")
      #expect(total == 300)
      for version in ["v1", "v2", "v3"] {
        expectShare(tally.count("source", to: "reviews", ["destination_version": version]), of: total, 1.0 / 3)
      }
      // Only the versions with stars ask for ratings.
      #expect(
        tally.count("source", to: "ratings")
          == total - tally.count("source", to: "reviews", ["destination_version": "v1"]))
    },
    Scenario("weights 80/20") { mesh in
      try await mesh.apply(
        Objects.reviewsSubsets()
          + Objects.routes(
            "reviews",
            "[{route: [{destination: {host: reviews, subset: v1}, weight: 80}, "
              + "{destination: {host: reviews, subset: v3}, weight: 20}]}]"))
      let tally = try await mesh.counting(ScenarioLoad(count: 500, concurrency: 4))
      #expect(tally.count("source", to: "reviews") == 500)
      expectShare(tally.count("source", to: "reviews", ["destination_workload": "reviews-v1"]), of: 500, 0.8)
      #expect(tally.count("source", to: "reviews", ["destination_workload": "reviews-v2"]) == 0)
      #expect(tally.count("destination", to: "reviews") == 500)
    },
    Scenario("the header end-user leads jason to v3") { mesh in
      try await mesh.apply(
        Objects.reviewsSubsets()
          + Objects.routes(
            "reviews",
            "[{match: [{headers: {end-user: {exact: jason}}}], route: [{destination: {host: reviews, subset: v3}}]}, "
              + "\(Objects.toV1)]"))
      _ = try await mesh.send(ScenarioLoad(count: 20, headers: ["end-user": "jason"]))
      let tally = try await mesh.counting(ScenarioLoad(count: 30, headers: ["end-user": "jane"]))
      #expect(
        tally.counts("source", to: "reviews", by: "destination_workload") == ["reviews-v3": 20, "reviews-v1": 30])
    },
    Scenario("a mirror of 25 % is reported by its server alone") { mesh in
      try await mesh.apply(
        reviews(", mirrors: [{destination: {host: reviews, subset: v3}, percentage: {value: 25}}]"))
      let tally = try await mesh.counting(ScenarioLoad(count: 300, concurrency: 4))
      #expect(tally.counts("source", to: "reviews", by: "destination_workload") == ["reviews-v1": 300])
      expectShare(tally.count("destination", to: "reviews", ["destination_workload": "reviews-v3"]), of: 300, 0.25)
      #expect(tally.count("destination", to: "reviews", ["destination_workload": "reviews-v1"]) == 300)
    },
    Scenario("a redirect is answered by the client's proxy") { mesh in
      try await mesh.apply(Objects.routes("details", "[{redirect: {uri: /v2/details, redirectCode: 302}}]"))
      let tally = try await mesh.counting(ScenarioLoad(count: 10))
      #expect(
        tally.count(
          "source", to: "details:9080",
          ["response_code": "302", "response_flags": "-", "destination_workload": "unknown"]) == 10)
      #expect(tally.count("destination", to: "details") == 0)
    },
    Scenario("a direct response is answered by the client's proxy") { mesh in
      try await mesh.apply(Objects.routes("details", "[{directResponse: {status: 418, body: {string: tea}}}]"))
      let tally = try await mesh.counting(ScenarioLoad(count: 10))
      #expect(tally.count("source", to: "details:9080", ["response_code": "418", "response_flags": "-"]) == 10)
      #expect(tally.count("destination", to: "details") == 0)
    },
    Scenario("a match on source labels is for those clients only") { mesh in
      try await mesh.apply(
        Objects.routes(
          "ratings",
          "[{match: [{sourceLabels: {version: v3}}], directResponse: {status: 418}}, "
            + "{route: [{destination: {host: ratings}}]}]"))
      let tally = try await mesh.counting(ScenarioLoad(count: 60))
      #expect(Set(tally.counts("source", to: "ratings:9080", by: "source_workload").keys) == ["reviews-v3"])
      #expect(Set(tally.counts("source", to: "ratings", by: "source_workload").keys) == ["reviews-v2"])
    },
    Scenario("a route that nothing matches is 404 NR") { mesh in
      try await mesh.apply(
        Objects.routes(
          "details", "[{match: [{uri: {exact: /elsewhere}}], route: [{destination: {host: details}}]}]"))
      let tally = try await mesh.counting(ScenarioLoad(count: 10))
      #expect(
        tally.count(
          "source", to: "details:9080",
          ["response_code": "404", "response_flags": "NR", "destination_workload": "unknown"]) == 10)
    },
    Scenario("a subset without pods has no healthy upstream") { mesh in
      try await mesh.apply(reviews("", subset: "v9"))
      let tally = try await mesh.counting(ScenarioLoad(count: 10))
      #expect(
        tally.count(
          "source", to: "reviews",
          ["response_code": "503", "response_flags": "UH", "destination_workload": "unknown"]) == 10)
    },
    Scenario("an undefined subset is no cluster") { mesh in
      try await mesh.apply(reviews("", subset: "v7"))
      let tally = try await mesh.counting(ScenarioLoad(count: 10))
      #expect(
        tally.filter { $0.labels["response_code"] == "503" && $0.labels["response_flags"] == "NC" }
          .reduce(0) { $0 + $1.count } == 10)
      #expect(tally.count("destination", to: "reviews") == 0)
    },
  ]
}
