import Testing

@testable import DemoMesh

@Suite("Simulated faults, timeouts and retries")
struct FaultTests {
  private func route(_ rest: String) -> String {
    Objects.reviewsSubsets()
      + Objects.routes("reviews", "[{route: [{destination: {host: reviews, subset: v1}}], \(rest)}]")
  }

  @Test("a delay makes requests late, flagged DI with the server's code")
  func delay() throws {
    let mesh = try TestMesh(objects: route("fault: {delay: {fixedDelay: 200ms, percentage: {value: 50}}}"))
    mesh.load(seconds: 10)
    let total = mesh.count("source", to: "reviews")
    let delayed = mesh.rows("source", to: "reviews", ["response_flags": "DI"])
    expectShare(delayed.reduce(0) { $0 + $1.count }, of: total, 0.5)
    #expect(delayed.allSatisfy { $0.labels["response_code"] == "200" && $0.meanMilliseconds > 200 })
    // The server knows nothing of it.
    #expect(mesh.counts("destination", to: "reviews", by: "response_flags") == ["-": total])
    #expect(mesh.rows("destination", to: "reviews").allSatisfy { $0.meanMilliseconds < 100 })
  }

  @Test("an abort never reaches the server, and is not retried")
  func abort() throws {
    let mesh = try TestMesh(
      objects: route(
        "fault: {abort: {httpStatus: 503, percentage: {value: 30}}}, retries: {attempts: 3, retryOn: 5xx}"))
    mesh.load(seconds: 10)
    let total = mesh.count("source", to: "reviews")
    let aborted = mesh.count(
      "source", to: "reviews",
      [
        "response_code": "503", "response_flags": "FI", "destination_workload": "unknown",
        "destination_service": "reviews.default.svc.cluster.local", "destination_service_namespace": "default",
        "destination_canonical_revision": "latest", "source_principal": "unknown",
      ])
    expectShare(aborted, of: total, 0.3)
    #expect(mesh.count("destination", to: "reviews") == total - aborted)
    #expect(mesh.counts("source", to: "reviews", by: "response_flags") == ["FI": aborted, "-": total - aborted])
  }

  @Test("delay and abort are drawn independently")
  func both() throws {
    let mesh = try TestMesh(
      objects: route(
        "fault: {delay: {fixedDelay: 50ms, percentage: {value: 40}}, "
          + "abort: {httpStatus: 418, percentage: {value: 25}}}"))
    mesh.load(seconds: 15)
    let total = mesh.count("source", to: "reviews")
    let flags = mesh.counts("source", to: "reviews", by: "response_flags")
    expectShare(flags["DI,FI"] ?? 0, of: total, 0.1)
    expectShare(flags["DI"] ?? 0, of: total, 0.3)
    expectShare(flags["FI"] ?? 0, of: total, 0.15)
    expectShare(flags["-"] ?? 0, of: total, 0.45)
  }

  @Test("a fault without a percentage does nothing")
  func noPercentage() throws {
    let mesh = try TestMesh(objects: route("fault: {abort: {httpStatus: 503}}"))
    _ = try mesh.get(times: 20)
    #expect(mesh.counts("source", to: "reviews", by: "response_flags") == ["-": 20])
  }

  @Test("a timeout ends as 504 UT, while the server works on and sees its client leave")
  func timeout() throws {
    let mesh = try TestMesh(objects: route("timeout: 100ms"))
    try mesh.change("reviews-v1") { $0.serviceTime = .milliseconds(300, spread: 0) }
    let answers = try mesh.get(times: 10)
    #expect(
      mesh.count(
        "source", to: "reviews",
        [
          "response_code": "504", "response_flags": "UT", "destination_workload": "reviews-v1",
          // Without an answer the client's proxy has only the endpoint's metadata.
          "destination_canonical_revision": "v1", "destination_version": "unknown",
        ]) == 20)
    #expect(mesh.count("destination", to: "reviews", ["response_code": "0", "response_flags": "DC"]) >= 19)
    let hop = try #require(answers.first?.hops.first { $0.service.hasPrefix("reviews") })
    #expect(hop.duration > 0.099 && hop.duration < 0.11)
    // Bookinfo's page shows a note instead, after two tries.
    #expect(answers.allSatisfy { $0.status == 200 && $0.latency > 0.2 })
  }

  @Test("a timeout does not cover an injected delay")
  func timeoutAndDelay() throws {
    let mesh = try TestMesh(
      objects: route("timeout: 100ms, fault: {delay: {fixedDelay: 300ms, percentage: {value: 100}}}"))
    let answers = try mesh.get(times: 10)
    #expect(mesh.counts("source", to: "reviews", by: "response_flags") == ["DI": 10])
    #expect(mesh.counts("source", to: "reviews", by: "response_code") == ["200": 10])
    #expect(answers.allSatisfy { $0.latency > 0.3 })
  }

  @Test("the tutorial's delay of seven seconds is too long for the product page")
  func impatientPage() throws {
    let mesh = try TestMesh(
      objects: Objects.reviewsSubsets()
        + Objects.routes("reviews", "[{route: [{destination: {host: reviews, subset: v2}}]}]")
        + Objects.routes(
          "ratings",
          "[{fault: {delay: {fixedDelay: 7s, percentage: {value: 100}}}, route: [{destination: {host: ratings}}]}]"))
    let answer = try mesh.get()
    #expect(answer.status == 200)
    #expect(answer.latency > 6 && answer.latency < 6.2)
    #expect(mesh.count("source", to: "reviews", ["response_code": "0", "response_flags": "DC"]) == 2)
    mesh.engine.advance(to: mesh.engine.now + 10)
    #expect(mesh.count("source", to: "ratings", ["response_flags": "DI", "response_code": "200"]) == 2)
  }

  @Test("a plain 503 of the application is not retried by default")
  func defaultRetries() throws {
    let mesh = try TestMesh(objects: route("name: plain"))
    try mesh.change("reviews-v1") {
      $0.errorRate = 0.5
      $0.errorStatus = 503
    }
    mesh.load(seconds: 10)
    let total = mesh.count("source", to: "reviews")
    #expect(mesh.count("destination", to: "reviews") == total)
    expectShare(mesh.count("source", to: "reviews", ["response_code": "503", "response_flags": "-"]), of: total, 0.5)
  }

  @Test("retries on 5xx hide errors until the limit, which is URX", arguments: ["5xx", "503", "gateway-error"])
  func retries(retryOn: String) throws {
    let mesh = try TestMesh(objects: route("retries: {attempts: 2, retryOn: \"\(retryOn)\"}"))
    try mesh.change("reviews-v1") {
      $0.errorRate = 0.5
      $0.errorStatus = 503
    }
    // The page's own second try is not what this is about.
    try mesh.change("productpage-v1") { $0.stages[0].calls[1].attempts = 1 }
    mesh.load(seconds: 15)
    let total = mesh.count("source", to: "reviews")
    let exhausted = mesh.count("source", to: "reviews", ["response_code": "503", "response_flags": "URX"])
    expectShare(exhausted, of: total, 0.125)
    #expect(mesh.count("source", to: "reviews", ["response_code": "200", "response_flags": "-"]) == total - exhausted)
    // The server counts every try: 1 + 1/2 + 1/4 on average.
    let tries = Double(mesh.count("destination", to: "reviews")) / Double(total)
    #expect(abs(tries - 1.75) < 0.1)
  }

  @Test("perTryTimeout counts each try, and ends as URX,UT")
  func perTryTimeout() throws {
    let mesh = try TestMesh(objects: route("retries: {attempts: 2, perTryTimeout: 50ms, retryOn: 5xx}"))
    try mesh.change("reviews-v1") { $0.serviceTime = .milliseconds(200, spread: 0) }
    try mesh.change("productpage-v1") { $0.stages[0].calls[1].attempts = 1 }
    let answer = try mesh.get()
    let hop = try #require(answer.hops.first { $0.service.hasPrefix("reviews") })
    #expect(hop.status == 504)
    #expect(hop.flags == "URX,UT")
    #expect(hop.attempts == 3)
    mesh.engine.advance(to: mesh.engine.now + 1)
    #expect(mesh.count("destination", to: "reviews", ["response_flags": "DC"]) == 3)
  }

  @Test("a gRPC abort keeps HTTP 200 and carries its status")
  func grpcAbort() throws {
    let mesh = try TestMesh(objects: route("fault: {abort: {grpcStatus: UNAVAILABLE, percentage: {value: 100}}}"))
    _ = try mesh.get()
    #expect(
      mesh.count(
        "source", to: "reviews",
        ["response_code": "200", "grpc_response_status": "14", "response_flags": "FI"]) > 0)
  }
}
