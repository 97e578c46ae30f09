import Testing

extension Scenario {
  static let faults: [Scenario] = [
    Scenario("a delay is flagged DI with the server's code") { mesh in
      try await mesh.apply(reviews(", fault: {delay: {fixedDelay: 200ms, percentage: {value: 50}}}"))
      let answers = try await mesh.send(ScenarioLoad(count: 200, concurrency: 20))
      let tally = try await mesh.tally()
      let delayed = tally.count("source", to: "reviews", ["response_flags": "DI", "response_code": "200"])
      expectShare(delayed, of: 200, 0.5)
      #expect(answers.count { $0.latency > 0.199 } >= delayed)
      // The server knows nothing of it.
      #expect(tally.counts("destination", to: "reviews", by: "response_flags") == ["-": 200])
    },
    Scenario("an abort never reaches the server, and is not retried") { mesh in
      try await onlyOneTry(mesh)
      try await mesh.apply(
        reviews(", fault: {abort: {httpStatus: 503, percentage: {value: 30}}}, retries: {attempts: 3, retryOn: 5xx}"))
      let tally = try await mesh.counting(ScenarioLoad(count: 300, concurrency: 4))
      let aborted = tally.count(
        "source", to: "reviews",
        ["response_code": "503", "response_flags": "FI", "destination_workload": "unknown"])
      expectShare(aborted, of: 300, 0.3)
      #expect(tally.count("destination", to: "reviews") == 300 - aborted)
      #expect(tally.counts("source", to: "reviews", by: "response_flags") == ["FI": aborted, "-": 300 - aborted])
    },
    Scenario("delay and abort are drawn independently") { mesh in
      try await onlyOneTry(mesh)
      try await mesh.apply(
        reviews(
          ", fault: {delay: {fixedDelay: 20ms, percentage: {value: 40}}, "
            + "abort: {httpStatus: 418, percentage: {value: 25}}}"))
      let tally = try await mesh.counting(ScenarioLoad(count: 400, concurrency: 10))
      let flags = tally.counts("source", to: "reviews", by: "response_flags")
      expectShare(flags["DI,FI"] ?? 0, of: 400, 0.1)
      expectShare(flags["DI"] ?? 0, of: 400, 0.3)
      expectShare(flags["FI"] ?? 0, of: 400, 0.15)
      expectShare(flags["-"] ?? 0, of: 400, 0.45)
    },
    Scenario("a timeout ends as 504 UT, and the server sees its client leave") { mesh in
      try await onlyOneTry(mesh)
      try await mesh.change("reviews-v1") { $0.serviceTime = .milliseconds(400, spread: 0) }
      try await mesh.apply(reviews(", timeout: 100ms"))
      let answers = try await mesh.send(ScenarioLoad(count: 20, concurrency: 4))
      // Bookinfo's page shows a note instead of the reviews.
      #expect(answers.allSatisfy { $0.status == 200 && $0.latency > 0.099 && $0.latency < 0.4 })
      let tally = try await mesh.tally()
      #expect(
        tally.count(
          "source", to: "reviews",
          ["response_code": "504", "response_flags": "UT", "destination_workload": "reviews-v1"]) == 20)
      #expect(tally.count("destination", to: "reviews", ["response_code": "0", "response_flags": "DC"]) == 20)
    },
    Scenario("a timeout does not cover an injected delay") { mesh in
      try await mesh.apply(
        reviews(", timeout: 100ms, fault: {delay: {fixedDelay: 300ms, percentage: {value: 100}}}"))
      let tally = try await mesh.counting(ScenarioLoad(count: 20, concurrency: 10))
      #expect(tally.counts("source", to: "reviews", by: "response_flags") == ["DI": 20])
      #expect(tally.counts("source", to: "reviews", by: "response_code") == ["200": 20])
    },
    Scenario("retries on 5xx hide errors until the limit, which is URX") { mesh in
      try await onlyOneTry(mesh)
      try await mesh.change("reviews-v1") {
        $0.errorRate = 0.5
        $0.errorStatus = 503
      }
      try await mesh.apply(reviews(", retries: {attempts: 2, retryOn: 5xx}"))
      let tally = try await mesh.counting(ScenarioLoad(count: 400, concurrency: 4))
      let exhausted = tally.count("source", to: "reviews", ["response_code": "503", "response_flags": "URX"])
      expectShare(exhausted, of: 400, 0.125)
      #expect(
        tally.count("source", to: "reviews", ["response_code": "200", "response_flags": "-"]) == 400 - exhausted)
      // The server counts every try: 1 + 1/2 + 1/4 on average, with a variance of 11/16.
      let tries = Double(tally.count("destination", to: "reviews"))
      #expect(abs(tries - 700) < 4.5 * (400 * 11 / 16.0).squareRoot(), "\(tries) tries of 400 requests")
    },
    Scenario("a plain 503 of the application is not retried by default") { mesh in
      try await onlyOneTry(mesh)
      try await mesh.change("reviews-v1") {
        $0.errorRate = 1
        $0.errorStatus = 503
      }
      try await mesh.apply(reviews(""))
      let tally = try await mesh.counting(ScenarioLoad(count: 20))
      #expect(tally.count("source", to: "reviews", ["response_code": "503", "response_flags": "-"]) == 20)
      #expect(tally.count("destination", to: "reviews") == 20)
    },
    Scenario("perTryTimeout counts each try, and ends as URX,UT") { mesh in
      try await onlyOneTry(mesh)
      try await mesh.change("reviews-v1") { $0.serviceTime = .milliseconds(300, spread: 0) }
      try await mesh.apply(reviews(", retries: {attempts: 2, perTryTimeout: 50ms, retryOn: 5xx}"))
      let tally = try await mesh.counting(ScenarioLoad(count: 5))
      #expect(tally.count("source", to: "reviews", ["response_code": "504", "response_flags": "URX,UT"]) == 5)
      #expect(tally.count("destination", to: "reviews", ["response_flags": "DC"]) == 15)
    },
  ]
}
