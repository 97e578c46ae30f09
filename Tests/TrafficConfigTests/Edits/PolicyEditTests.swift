import Documents
import MeshModel
import Testing

@testable import TrafficConfig

@Suite struct PolicyEditTests {
  private func request(
    port: Int? = nil, subset: String? = nil, _ change: (inout PolicyRequest) -> Void
  ) -> PolicyRequest {
    var request = PolicyRequest(service: Fixtures.reviews, port: port, subset: subset)
    change(&request)
    return request
  }

  private func mesh(_ rule: String) throws -> MeshConfiguration {
    Fixtures.bookinfo(destinationRules: [try Fixtures.destinationRule(rule)])
  }

  @Test func aNewRule() throws {
    let plan = try PolicyEdit.plan(
      request {
        $0.balancer = .simple("ROUND_ROBIN")
        $0.pool.maxConnections = 3
        $0.pool.maxPendingRequests = 1
        $0.pool.maxRequestsPerConnection = 1
        $0.outlier.consecutive5xx = 1
        $0.outlier.interval = 1
        $0.outlier.baseEjection = 180
        $0.outlier.maxEjectionPercent = 100
      }, in: EditSamples.context())
    #expect(
      EditSamples.yaml(plan) == """
        host: reviews.default.svc.cluster.local
        trafficPolicy:
          loadBalancer:
            simple: ROUND_ROBIN
          connectionPool:
            tcp:
              maxConnections: 3
            http:
              http1MaxPendingRequests: 1
              maxRequestsPerConnection: 1
          outlierDetection:
            consecutive5xxErrors: 1
            interval: 1s
            baseEjectionTime: 180s
            maxEjectionPercent: 100

        """)
    #expect(plan.findings == [])
    #expect(plan.sentence.hasPrefix("reviews.default: load balancer ROUND_ROBIN, connections at most 3,"))
    let after = try EditSamples.mesh(after: plan, from: Fixtures.bookinfo())
    let policy = after.effectivePolicy(host: EditSamples.host)
    #expect(policy.connectionPool?.maxConnections == 3)
    #expect(policy.outlierDetection?.maxEjectionPercent == 100)
    #expect(policy.loadBalancer?.algorithm == .roundRobin)
  }

  private static let large = """
    futureField: 1e2
    trafficPolicy:
      tls: {mode: ISTIO_MUTUAL, futureTLS: 1}
      connectionPool: {http: {maxRetries: 5, futurePool: x}, tcp: {maxConnections: 100}}
      loadBalancer: {consistentHash: {httpHeaderName: x-user, ringHash: {minimumRingSize: 64}}}
    host: reviews
    subsets:
    - labels: {version: v1}
      name: v1
      trafficPolicy: {loadBalancer: {simple: RANDOM}}
    - {name: v2, labels: {version: v2}, futureSubset: [1]}
    """

  @Test func anEditTouchesOnlyItsFields() throws {
    let mesh = try mesh(Self.large)
    let plan = try PolicyEdit.plan(request { $0.pool.maxConnections = 7 }, in: EditSamples.context(mesh))
    let change = try #require(plan.changes.first)
    #expect(
      change.diff(context: 0).map { "\($0.sign)\($0.text.drop { $0 == " " })" } == [
        "-maxConnections: 100", "+maxConnections: 7",
      ])
    let hash = try PolicyEdit.plan(request { $0.balancer = .hash(.sourceIP) }, in: EditSamples.context(mesh))
    #expect(
      hash.changes.first?.after?[["spec", "trafficPolicy", "loadBalancer"]] == [
        "consistentHash": ["ringHash": ["minimumRingSize": 64], "useSourceIp": true]
      ])
    #expect(!hash.hasErrors)
    let simple = try PolicyEdit.plan(
      request { $0.balancer = .simple("LEAST_REQUEST") }, in: EditSamples.context(mesh))
    #expect(simple.changes.first?.after?[["spec", "trafficPolicy", "loadBalancer"]] == ["simple": "LEAST_REQUEST"])
  }

  /// Istio replaces whole parts, so what a narrower policy would hide is copied into it.
  @Test func narrowerPoliciesKeepTheRest() throws {
    let mesh = try mesh(Self.large)
    let subset = try PolicyEdit.plan(
      request(subset: "v2") { $0.pool.maxConnections = 7 }, in: EditSamples.context(mesh))
    var after = try EditSamples.mesh(after: subset, from: mesh)
    var policy = after.effectivePolicy(host: EditSamples.host, subset: "v2")
    #expect(policy.connectionPool?.maxConnections == 7)
    #expect(policy.connectionPool?.maxRetries == 5)
    #expect(after.effectivePolicy(host: EditSamples.host, subset: "v1").connectionPool?.maxConnections == 100)
    let port = try PolicyEdit.plan(request(port: 9080) { $0.pool.maxConnections = 9 }, in: EditSamples.context(mesh))
    after = try EditSamples.mesh(after: port, from: mesh)
    policy = after.effectivePolicy(host: EditSamples.host, port: 9080)
    #expect(policy.connectionPool?.maxConnections == 9)
    #expect(policy.connectionPool?.maxRetries == 5)
    #expect(policy.tls?.mode == .istioMutual)
    #expect(!port.hasErrors && !subset.hasErrors)
    #expect(port.notices.contains { $0.contains("are copied to port 9080") })
    // Taking everything of the port away takes the entry away.
    let bare = try self.mesh(
      "{host: reviews, trafficPolicy: {portLevelSettings: [{port: {number: 9080}, tls: {mode: DISABLE}}]}}")
    let removed = try PolicyEdit.plan(request(port: 9080) { $0.encryption = .automatic }, in: EditSamples.context(bare))
    #expect(removed.changes.first?.after?["spec"] == ["host": "reviews"])
  }

  @Test func aVersionWithoutSubsetGetsOne() throws {
    let plan = try PolicyEdit.plan(
      request(subset: "v3") { $0.balancer = .simple("RANDOM") }, in: EditSamples.context(try mesh(Self.large)))
    #expect(
      plan.changes.first?.after?[["spec", "subsets", 2]] == [
        "name": "v3", "labels": ["version": "v3"], "trafficPolicy": ["loadBalancer": ["simple": "RANDOM"]],
      ])
    #expect(plan.notices.contains { $0.hasPrefix("No route names the subset v3") })
  }

  @Test func refusesWhatCannotBe() throws {
    let context = EditSamples.context()
    let wrong: [PolicyRequest] = [
      request { _ in }, request { $0.balancer = .simple("LEAST_CONN") }, request { $0.pool.maxConnections = 0 },
      request { $0.outlier.maxEjectionPercent = 101 }, request { $0.outlier.interval = 0.0001 },
      request(port: 1) { $0.pool.maxRetries = 1 }, request(subset: "v9") { $0.pool.maxRetries = 1 },
      request {
        $0.balancer = .simple("RANDOM")
        $0.warmup = 30
      },
      request {
        $0.removesPool = true
        $0.pool.maxRetries = 1
      },
    ]
    for request in wrong { #expect(throws: ChangeRefusal.self) { try PolicyEdit.plan(request, in: context) } }
  }

  @Test func placesAndTunnels() throws {
    let mesh = try mesh(
      """
      host: reviews
      trafficPolicy:
        loadBalancer:
          simple: RANDOM
          localityLbSetting: {failover: [{from: eu, to: us}], future: 1}
        outlierDetection: {consecutive5xxErrors: 5}
      """)
    let shares = try PolicyEdit.plan(
      request {
        $0.locality = .distribute(["eu/*": ["eu/*": 80, "us/*": 20]])
        $0.tunnel = .init(host: "proxy.example", port: 3128)
      }, in: EditSamples.context(mesh))
    #expect(
      EditSamples.yaml(shares) == """
        host: reviews
        trafficPolicy:
          loadBalancer:
            simple: RANDOM
            localityLbSetting:
              future: 1
              enabled: true
              distribute:
              - from: eu/*
                to:
                  eu/*: 80
                  us/*: 20
          outlierDetection:
            consecutive5xxErrors: 5
          tunnel:
            protocol: CONNECT
            targetHost: proxy.example
            targetPort: 3128

        """)
    #expect(shares.findings == [])
    #expect(
      shares.sentence
        == "reviews.default: from eu/* 80 % to eu/*, 20 % to us/*, a tunnel to proxy.example:3128 by CONNECT."
    )
    let failover = try PolicyEdit.plan(
      request { $0.locality = .failover(["eu": "us"]) }, in: EditSamples.context())
    #expect(failover.notices.contains { $0.hasPrefix("Without outlier detection") })
    #expect(failover.findings.filter { $0.level == .error } == [])
    let off = try PolicyEdit.plan(request { $0.locality = .off }, in: EditSamples.context())
    #expect(EditSamples.yaml(off).contains("enabled: false"))
    let gone = try PolicyEdit.plan(request { $0.locality = .meshDefault }, in: EditSamples.context(mesh))
    #expect(!EditSamples.yaml(gone).contains("localityLbSetting"))
  }

  @Test func wrongPlacesAndTunnelsAreRefused() {
    let wrong: [PolicyRequest] = [
      request { $0.locality = .distribute([:]) }, request { $0.locality = .distribute(["eu": ["us": 90]]) },
      request { $0.locality = .distribute(["*/a": ["us": 100]]) },
      request { $0.locality = .distribute(["a/b/c/d": ["us": 100]]) },
      request { $0.locality = .failover(["eu": "eu"]) }, request { $0.locality = .failover(["eu/a": "us"]) },
      request { $0.locality = .priority(["a", "a"]) }, request { $0.locality = .priority([]) },
      request { $0.tunnel = .init(method: "GET", host: "a.example", port: 1) },
      request { $0.tunnel = .init(host: "a b", port: 1) }, request { $0.tunnel = .init(host: "a.example", port: 0) },
      request(port: 9080) { $0.tunnel = .init(host: "a.example", port: 1) },
    ]
    for request in wrong {
      #expect(throws: ChangeRefusal.self, "\(request)") { try PolicyEdit.plan(request, in: EditSamples.context()) }
    }
  }
}
