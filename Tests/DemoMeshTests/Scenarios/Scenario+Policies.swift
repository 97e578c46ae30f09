import Testing

extension Scenario {
  static let policies: [Scenario] = [
    Scenario("a connection pool of 1/1 overflows under 20 clients at once") { mesh in
      try await mesh.change("details-v1") { $0.serviceTime = .milliseconds(20, spread: 0) }
      try await mesh.apply(
        Objects.policy("details", "{connectionPool: {tcp: {maxConnections: 1}, http: {http1MaxPendingRequests: 1}}}"))
      let tally = try await mesh.counting(ScenarioLoad(count: 200, concurrency: 20))
      let refused = tally.count(
        "source", to: "details",
        ["response_code": "503", "response_flags": "UO", "destination_workload": "unknown"])
      #expect(refused > 100 && refused < 200)
      #expect(tally.count("destination", to: "details", ["response_code": "200"]) == 200 - refused)
    },
    Scenario("a host is ejected after its errors in a row") { mesh in
      try await onlyOneTry(mesh)
      try await mesh.change("reviews-v1") {
        $0.errorRate = 1
        $0.errorStatus = 503
      }
      try await mesh.apply(
        Objects.policy(
          "reviews",
          "{outlierDetection: {consecutive5xxErrors: 3, interval: 1s, baseEjectionTime: 60s, maxEjectionPercent: 100}}")
      )
      let tally = try await mesh.counting(ScenarioLoad(count: 100))
      #expect(tally.count("source", to: "reviews") == 100)
      #expect(tally.count("source", to: "reviews", ["destination_workload": "reviews-v1"]) == 3)
    },
    Scenario("with all hosts ejected there is no healthy upstream") { mesh in
      try await mesh.change("details-v1") {
        $0.errorRate = 1
        $0.errorStatus = 503
      }
      try await mesh.apply(
        Objects.policy(
          "details",
          "{outlierDetection: {consecutive5xxErrors: 3, interval: 1s, baseEjectionTime: 60s, maxEjectionPercent: 100}}")
      )
      let tally = try await mesh.counting(ScenarioLoad(count: 20))
      #expect(tally.counts("source", to: "details", by: "response_flags") == ["-": 3, "UH": 17])
    },
    Scenario("round robin takes turns") { mesh in
      try await mesh.apply(Objects.policy("reviews", "{loadBalancer: {simple: ROUND_ROBIN}}"))
      let tally = try await mesh.counting(ScenarioLoad(count: 30))
      #expect(
        tally.counts("source", to: "reviews", by: "destination_workload")
          == ["reviews-v1": 10, "reviews-v2": 10, "reviews-v3": 10])
    },
    Scenario("random spreads evenly", run: evenly("RANDOM")),
    Scenario("least request spreads evenly over idle hosts", run: evenly("LEAST_REQUEST")),
    Scenario("least request avoids a busy host, random does not") { mesh in
      try await mesh.change("reviews-v1") { $0.serviceTime = .milliseconds(200, spread: 0) }
      try await mesh.apply(Objects.policy("reviews", "{loadBalancer: {simple: RANDOM}}"))
      let random = try await mesh.counting(ScenarioLoad(count: 300, concurrency: 12))
        .count("source", to: "reviews", ["destination_workload": "reviews-v1"])
      expectShare(random, of: 300, 1.0 / 3)
      try await mesh.apply(Objects.policy("reviews", "{loadBalancer: {simple: LEAST_REQUEST}}"))
      let both = try await mesh.counting(ScenarioLoad(count: 300, concurrency: 12))
        .count("source", to: "reviews", ["destination_workload": "reviews-v1"])
      #expect(both - random < 75, "\(both - random) of 300 went to the busy host")
    },
    Scenario("consistent hashing of a header keeps a user with a host") { mesh in
      try await mesh.apply(
        Objects.policy("reviews", "{loadBalancer: {consistentHash: {httpHeaderName: end-user}}}"))
      var seen: [String: Int] = [:]
      var used: Set<String> = []
      for user in 0..<12 {
        let tally = try await mesh.counting(ScenarioLoad(count: 5, headers: ["end-user": "user-\(user)"]))
        let counts = tally.counts("source", to: "reviews", by: "destination_workload")
        let grown = counts.filter { seen[$0.key] != $0.value }.map(\.key)
        #expect(grown.count == 1)
        used.formUnion(grown)
        seen = counts
      }
      #expect(used.count > 1)
    },
  ]

  private static func evenly(_ balancer: String) -> @Sendable (any ScenarioMesh) async throws -> Void {
    { mesh in
      try await mesh.apply(Objects.policy("reviews", "{loadBalancer: {simple: \(balancer)}}"))
      let tally = try await mesh.counting(ScenarioLoad(count: 300))
      for version in ["reviews-v1", "reviews-v2", "reviews-v3"] {
        expectShare(tally.count("source", to: "reviews", ["destination_workload": version]), of: 300, 1.0 / 3)
      }
    }
  }
}
