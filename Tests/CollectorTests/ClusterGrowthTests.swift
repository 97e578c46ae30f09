import MeshModel
import Testing

@testable import Collector

/// What the counters of real Envoys did in each case (measured against what the applications counted), and what it means
/// to a caller.
@Suite struct ClusterGrowthTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var after: ProxyCluster
    /// Requests by `code flags`, `host` where one answered.
    var outcomes: [String: Double]

    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "weights", after: .of(total: 254, ok: 254, counters: .of(attempts: 254, ["200": 254])),
      outcomes: ["host 200 -": 254]),
    Case(
      name: "weights, hosts alone", after: .of(total: 254, ok: 254), outcomes: ["host 2xx-4xx -": 254]),
    Case(
      name: "503 of the application",
      after: .of(total: 360, ok: 175, err: 185, counters: .of(attempts: 360, ["200": 175, "503": 185])),
      outcomes: ["host 200 -": 175, "host 503 -": 185]),
    Case(
      name: "503 of the application, hosts alone", after: .of(total: 360, ok: 175, err: 185),
      outcomes: ["host 2xx-4xx -": 175, "host 5xx -": 185]),
    Case(
      name: "retries: calls, not attempts",
      after: .of(
        total: 701, ok: 336, err: 365,
        counters: .of(attempts: 701, ["200": 336, "503": 24], retries: 341, exhausted: 24)),
      outcomes: ["host 200 -": 336, "host 503 URX": 24]),
    Case(
      name: "retries, hosts alone: attempts", after: .of(total: 701, ok: 336, err: 365),
      outcomes: ["host 2xx-4xx -": 336, "host 5xx -": 365]),
    Case(
      name: "timeout",
      after: .of(total: 240, err: 240, timeouts: 240, counters: .of(attempts: 240, ["504": 240], timeouts: 240)),
      outcomes: ["host 504 UT": 240]),
    Case(
      name: "timeout, hosts alone", after: .of(total: 240, err: 240, timeouts: 240), outcomes: ["host 504 UT": 240]),
    Case(
      name: "breaker, requests: errors exceed the total",
      after: .of(
        total: 80, ok: 80, err: 160, counters: .of(attempts: 80, ["200": 80, "503": 160], activeOverflow: 160)),
      outcomes: ["host 200 -": 80, " 503 UO": 160]),
    Case(
      name: "breaker, requests, hosts alone", after: .of(total: 80, ok: 80, err: 160),
      outcomes: ["host 2xx-4xx -": 80, "host 5xx -": 160]),
    Case(
      name: "breaker, pending",
      after: .of(total: 97, ok: 97, counters: .of(attempts: 97, ["200": 97, "503": 143], pendingOverflow: 143)),
      outcomes: ["host 200 -": 97, " 503 UO": 143]),
    Case(
      name: "connection refused, tried three times",
      after: .of(err: 60, connectFailures: 60, counters: .of(["503": 20], retries: 40, exhausted: 20)),
      outcomes: ["host 503 UF": 20]),
    Case(
      name: "connection refused, hosts alone", after: .of(err: 60, connectFailures: 60), outcomes: ["host 503 UF": 60]),
    Case(
      name: "no healthy host", after: .of(counters: .of(["503": 12], noneHealthy: 12)), outcomes: [" 503 UH": 12]),
    Case(
      name: "the client went away", after: .of(total: 10, counters: .of(attempts: 10)), outcomes: [:]),
    Case(
      name: "404 is told where codes are",
      after: .of(total: 9, ok: 9, counters: .of(attempts: 9, ["200": 4, "404": 5])),
      outcomes: ["host 200 -": 4, "host 404 -": 5]),
  ]

  @Test(arguments: cases) func outcomes(_ example: Case) {
    let before = ProxyCluster.of(counters: example.after.counters == nil ? nil : ClusterCounters())
    let growth = ClusterGrowth(from: before, to: example.after, hasRestarted: false, isReplaced: false)
    #expect(Self.texts(growth) == example.outcomes)
    #expect(!growth.isReset)
  }

  static func texts(_ growth: ClusterGrowth) -> [String: Double] {
    var texts: [String: Double] = [:]
    for (outcome, count) in growth.outcomes(of: ProxyCluster.reviews) {
      texts["\(outcome.host.isEmpty ? "" : "host") \(outcome.code) \(outcome.flags)"] = count
    }
    return texts
  }

  @Test("a value that fell began anew, and with it all of the cluster") func fallen() {
    var before = ProxyCluster.of(total: 300, ok: 300, connections: 9)
    before.hosts.append(ProxyCluster.of(host: "10.0.0.4:9080", total: 5, ok: 5).hosts[0])
    var after = ProxyCluster.of(total: 12, ok: 12, connections: 2)
    after.hosts.append(ProxyCluster.of(host: "10.0.0.4:9080", total: 7, ok: 7).hosts[0])
    let growth = ClusterGrowth(from: before, to: after, hasRestarted: false, isReplaced: false)
    #expect(growth.isReset)
    #expect(growth.hosts.map(\.attempts) == [12, 7])
  }

  @Test("fewer connections betray a replacement that the requests hide") func connections() {
    let growth = ClusterGrowth(
      from: .of(total: 10, ok: 10, connections: 9), to: .of(total: 12, ok: 12, connections: 2), hasRestarted: false,
      isReplaced: true)
    #expect(growth.hosts.map(\.attempts) == [12])
  }

  @Test(
    "after new clusters came, the cluster's own counter tells whether its hosts began anew",
    arguments: [
      (2.0, false, 2.0), (12.0, true, 12.0),
    ]) func replaced(attempts: Double, isReset: Bool, grown: Double)
  {
    let growth = ClusterGrowth(
      from: .of(total: 10, ok: 10, counters: .of(attempts: 100, ["200": 100])),
      to: .of(total: 12, ok: 12, counters: .of(attempts: 100 + attempts, ["200": 100 + attempts])), hasRestarted: false,
      isReplaced: true)
    #expect(growth.isReset == isReset)
    #expect(growth.hosts.map(\.attempts) == [grown])
    #expect(Self.texts(growth) == ["host 200 -": grown])
  }

  @Test("a replacement in mid-run loses nothing where the cluster keeps count") func replacementIsExact() {
    // 13 requests were made to the old cluster's hosts after the last look: only the cluster's counter knows.
    let growth = ClusterGrowth(
      from: .of(total: 165, ok: 165, counters: .of(attempts: 165, ["200": 165])),
      to: .of(total: 5, ok: 5, counters: .of(attempts: 183, ["200": 183])), hasRestarted: false, isReplaced: true)
    #expect(Self.texts(growth) == ["host 200 -": 18])
  }

  @Test("responses are shared out over hosts by their own attempts") func shares() {
    func cluster(_ a: UInt64, _ b: UInt64, bad: UInt64, _ counters: ClusterCounters) -> ProxyCluster {
      var cluster = ProxyCluster.of(host: "10.0.0.3:1", total: a, ok: a, counters: counters)
      cluster.hosts.append(ProxyCluster.of(host: "10.0.0.4:1", total: b + bad, ok: b, err: bad).hosts[0])
      return cluster
    }
    let growth = ClusterGrowth(
      from: cluster(0, 0, bad: 0, ClusterCounters()),
      to: cluster(30, 10, bad: 8, .of(attempts: 48, ["200": 40, "503": 2], retries: 6, exhausted: 2)),
      hasRestarted: false, isReplaced: false)
    let outcomes = growth.outcomes(of: "c")
    #expect(outcomes[ClusterOutcome(cluster: "c", host: "10.0.0.3:1", code: "200", flags: "-")] == 30)
    #expect(outcomes[ClusterOutcome(cluster: "c", host: "10.0.0.4:1", code: "200", flags: "-")] == 10)
    #expect(outcomes[ClusterOutcome(cluster: "c", host: "10.0.0.4:1", code: "503", flags: "URX")] == 2)
    #expect(outcomes.count == 3)
  }

  @Test(arguments: 0..<200) func nothingIsNegativeAndResponsesAddUp(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    func number() -> UInt64 { UInt64.random(in: 0...40, using: &random) }
    func some() -> ProxyCluster {
      var counters: ClusterCounters?
      if Bool.random(using: &random) {
        counters = .of(
          attempts: Double(number()),
          ["200": Double(number()), "404": Double(number()), "503": Double(number()), "504": Double(number())],
          retries: Double(number()), exhausted: Double(number()), pendingOverflow: Double(number()),
          activeOverflow: Double(number()), timeouts: Double(number()), noneHealthy: Double(number()))
      }
      var cluster = ProxyCluster.of(
        total: number(), ok: number(), err: number(), timeouts: number(), connectFailures: number(), counters: counters)
      cluster.hosts.append(ProxyCluster.of(host: "10.0.0.9:1", total: number(), ok: number(), err: number()).hosts[0])
      return cluster
    }
    let growth = ClusterGrowth(
      from: Bool.random(using: &random) ? some() : nil, to: some(), hasRestarted: Bool.random(using: &random),
      isReplaced: Bool.random(using: &random))
    let outcomes = growth.outcomes(of: "c")
    #expect(outcomes.values.allSatisfy { $0 > 0 })
    #expect(growth.hosts.allSatisfy { $0.attempts >= 0 && $0.successes >= 0 && $0.errors >= 0 })
    if let counters = growth.counters, !counters.responses.isEmpty {
      let told = counters.responses.values.reduce(0, +)
      #expect((outcomes.values.reduce(0, +) - told).magnitude < 1e-6)
    }
  }
}
