import Testing

@testable import DemoMesh

@Suite("Simulated traffic policies")
struct PolicyTests {
  @Test("maxConnections and http1MaxPendingRequests overflow without a host")
  func pendingOverflow() throws {
    let mesh = try TestMesh(
      objects: Objects.policy(
        "details", "{connectionPool: {tcp: {maxConnections: 1}, http: {http1MaxPendingRequests: 1}}}"))
    try mesh.change("productpage-v1") { $0.serviceTime = .milliseconds(1, spread: 0) }
    try mesh.change("details-v1") { $0.serviceTime = .milliseconds(50, spread: 0) }
    #expect(mesh.getTogether(20).allSatisfy { $0.status == 200 })
    let refused = mesh.count(
      "source", to: "details",
      [
        "response_code": "503", "response_flags": "UO", "destination_workload": "unknown",
        "destination_service": "details.default.svc.cluster.local",
      ])
    #expect(refused >= 16 && refused <= 18)
    #expect(mesh.count("destination", to: "details", ["response_code": "200"]) == 20 - refused)
    // One request at a time does not feel the limit.
    let before = mesh.count("source", to: "details", ["response_flags": "UO"])
    _ = try mesh.get(times: 10)
    #expect(mesh.count("source", to: "details", ["response_flags": "UO"]) == before)
  }

  @Test("http2MaxRequests overflows at a known host")
  func requestOverflow() throws {
    let mesh = try TestMesh(objects: Objects.policy("details", "{connectionPool: {http: {http2MaxRequests: 2}}}"))
    try mesh.change("productpage-v1") { $0.serviceTime = .milliseconds(1, spread: 0) }
    try mesh.change("details-v1") { $0.serviceTime = .milliseconds(50, spread: 0) }
    _ = mesh.getTogether(20)
    #expect(
      mesh.count(
        "source", to: "details", ["response_flags": "UO", "destination_workload": "details-v1"]) == 18)
    #expect(mesh.count("destination", to: "details") == 2)
  }

  @Test("maxRetries leaves the server's error and flags UO")
  func retryOverflow() throws {
    let mesh = try TestMesh(
      objects: Objects.policy("details", "{connectionPool: {http: {maxRetries: 1}}}")
        + Objects.routes(
          "details", "[{route: [{destination: {host: details}}], retries: {attempts: 5, retryOn: 5xx}}]"))
    try mesh.change("details-v1") {
      $0.errorRate = 1
      $0.errorStatus = 503
    }
    _ = mesh.getTogether(50)
    let flags = mesh.counts("source", to: "details", by: "response_flags")
    #expect(flags["UO", default: 0] > 20)
    #expect(flags["UO", default: 0] + flags["URX", default: 0] == 50)
  }

  @Test("an outlier is left out after its errors in a row, and comes back")
  func outlier() throws {
    let mesh = try TestMesh(
      objects: Objects.policy(
        "reviews",
        "{outlierDetection: {consecutive5xxErrors: 3, interval: 1s, baseEjectionTime: 30s, maxEjectionPercent: 100}}"))
    try mesh.change("reviews-v1") {
      $0.errorRate = 1
      $0.errorStatus = 503
    }
    try mesh.change("productpage-v1") { $0.stages[0].calls[1].attempts = 1 }
    for _ in 0..<100 { try mesh.get() }
    #expect(mesh.count("source", to: "reviews", ["destination_workload": "reviews-v1"]) == 3)
    #expect(mesh.count("source", to: "reviews") == 100)
    try mesh.change("reviews-v1") { $0.errorRate = 0 }
    mesh.engine.advance(to: mesh.engine.now + 32)
    for _ in 0..<100 { try mesh.get() }
    #expect(mesh.count("source", to: "reviews", ["destination_workload": "reviews-v1", "response_code": "200"]) > 10)
  }

  @Test("the second ejection lasts twice as long")
  func repeatedEjection() throws {
    let mesh = try TestMesh(
      objects: Objects.policy(
        "details",
        "{outlierDetection: {consecutive5xxErrors: 1, interval: 1s, baseEjectionTime: 10s, maxEjectionPercent: 100}}"))
    try mesh.change("details-v1") {
      $0.errorRate = 1
      $0.errorStatus = 500
    }
    var calls: [Double] = []
    while mesh.engine.now < 45 {
      let before = mesh.count("destination", to: "details")
      try mesh.get()
      if mesh.count("destination", to: "details") > before { calls.append(mesh.engine.now) }
      mesh.engine.advance(to: mesh.engine.now + 0.5)
    }
    #expect(calls.count == 3)
    #expect(abs(calls[1] - calls[0] - 10.5) < 1.5)
    #expect(abs(calls[2] - calls[1] - 20.5) < 1.5)
  }

  @Test("with all endpoints ejected there is no healthy upstream")
  func allEjected() throws {
    let mesh = try TestMesh(
      objects: Objects.policy(
        "details",
        "{outlierDetection: {consecutive5xxErrors: 3, interval: 1s, baseEjectionTime: 30s, maxEjectionPercent: 100}}"))
    try mesh.change("details-v1") {
      $0.errorRate = 1
      $0.errorStatus = 503
    }
    _ = try mesh.get(times: 20)
    #expect(mesh.counts("source", to: "details", by: "response_flags") == ["-": 3, "UH": 17])
    #expect(
      mesh.count("source", to: "details", ["response_flags": "UH", "destination_workload": "unknown"]) == 17)
  }

  @Test(
    "maxEjectionPercent is a limit: of three endpoints, 10 % is none and 50 % is one", arguments: [(10, 0), (50, 1)])
  func maxEjection(percent: Int, gone: Int) throws {
    let mesh = try TestMesh(
      objects: Objects.policy(
        "reviews",
        "{outlierDetection: {consecutive5xxErrors: 1, baseEjectionTime: 300s, maxEjectionPercent: \(percent)}}"))
    for version in ["v1", "v2", "v3"] { try mesh.change("reviews-\(version)") { $0.errorRate = 1 } }
    _ = try mesh.get(times: 50)
    let before = mesh.counts("source", to: "reviews", by: "destination_workload")
    _ = try mesh.get(times: 50)
    let after = mesh.counts("source", to: "reviews", by: "destination_workload")
    #expect(after.filter { before[$0.key] == $0.value }.count == gone)
  }

  @Test("round robin takes turns")
  func roundRobin() throws {
    let mesh = try TestMesh(objects: Objects.policy("reviews", "{loadBalancer: {simple: ROUND_ROBIN}}"))
    _ = try mesh.get(times: 30)
    #expect(
      mesh.counts("source", to: "reviews", by: "destination_workload")
        == ["reviews-v1": 10, "reviews-v2": 10, "reviews-v3": 10])
  }

  @Test("random and least request spread evenly over idle endpoints", arguments: ["RANDOM", "LEAST_REQUEST"])
  func even(_ balancer: String) throws {
    let mesh = try TestMesh(objects: Objects.policy("reviews", "{loadBalancer: {simple: \(balancer)}}"))
    _ = try mesh.get(times: 600)
    for (_, count) in mesh.counts("source", to: "reviews", by: "destination_workload") {
      expectShare(count, of: 600, 1.0 / 3)
    }
  }

  @Test("least request avoids a busy endpoint, random does not")
  func leastRequest() throws {
    func share(_ balancer: String) throws -> Double {
      let mesh = try TestMesh(objects: Objects.policy("reviews", "{loadBalancer: {simple: \(balancer)}}"))
      try mesh.change("reviews-v1") { $0.serviceTime = .milliseconds(400) }
      mesh.load(seconds: 10)
      let v1 = mesh.count("source", to: "reviews", ["destination_canonical_revision": "v1"])
      return Double(v1) / Double(mesh.count("source", to: "reviews"))
    }
    #expect(try share("RANDOM") > 0.3)
    #expect(try share("LEAST_REQUEST") < 0.25)
  }

  @Test(
    "consistent hashing keeps a client with its endpoint",
    arguments: [
      "{httpHeaderName: end-user}", "{httpCookie: {name: user, ttl: 60s}}", "{useSourceIp: true}",
    ])
  func consistentHash(key: String) throws {
    let mesh = try TestMesh(
      objects: Objects.gateway()
        + Objects.policy("productpage", "{loadBalancer: {consistentHash: \(key)}}"))
    mesh.scale("productpage-v1", to: 4)
    var pods: Set<String> = []
    for client in 0..<12 {
      let address = "198.51.100.\(client)"
      let headers = ["end-user": "user-\(client)", "cookie": "a=1; user=u\(client)"]
      let before = serverCounts(mesh)
      for _ in 0..<6 { try mesh.get(headers: headers, from: address) }
      let used = serverCounts(mesh).filter { before[$0.key] != $0.value }
      #expect(used.count == 1)
      pods.formUnion(used.keys)
    }
    #expect(pods.count > 1)
  }

  /// Requests that each pod of the product page answered.
  private func serverCounts(_ mesh: TestMesh) -> [String: UInt64] {
    mesh.engine.pods.filter { $0.value.workload.name == "productpage-v1" }.mapValues { pod in
      pod.proxy?.store.http.filter { $0.key.reporter == .destination }.reduce(0) { $0 + $1.requests } ?? 0
    }
  }

  @Test(
    "mutual TLS is on unless a rule says otherwise",
    arguments: [("", "mutual_tls"), ("DISABLE", "none"), ("ISTIO_MUTUAL", "mutual_tls")])
  func mutualTLS(mode: String, expected: String) throws {
    let mesh = try TestMesh(
      objects: mode.isEmpty ? "" : Objects.policy("details", "{tls: {mode: \(mode)}}"))
    _ = try mesh.get(times: 5)
    #expect(mesh.counts("destination", to: "details", by: "connection_security_policy") == [expected: 5])
    #expect(mesh.counts("source", to: "details", by: "connection_security_policy") == ["unknown": 5])
    let principal = expected == "none" ? "unknown" : "spiffe://cluster.local/ns/default/sa/bookinfo-productpage"
    #expect(mesh.counts("source", to: "details", by: "source_principal") == [principal: 5])
    #expect(mesh.counts("destination", to: "details", by: "source_principal") == [principal: 5])
  }

  @Test("TLS that is not the mesh's breaks the connection")
  func foreignTLS() throws {
    let mesh = try TestMesh(objects: Objects.policy("details", "{tls: {mode: SIMPLE}}"))
    let hop = try #require(try mesh.get().hops.first { $0.service.hasPrefix("details") })
    #expect(hop.status == 503)
    #expect(hop.flags == "URX,UF")
    #expect(mesh.count("destination", to: "details") == 0)
  }
}
