import Foundation
import Testing

/// Traffic from the real Prometheus, which scrapes the demo's proxies, beside that from the proxies themselves.
@Suite(.serialized, .needsPrometheus, .timeLimit(.minutes(5)))
struct PrometheusTests {
  private struct Graph: Decodable {
    struct Edge: Decodable {
      var source: String
      var target: String
      var `protocol`: String
      var rate: Double
      var percentError: Double?
      var latencyMs: Latency?
      var id: String { "\(source) → \(target) \(`protocol`)" }
    }
    struct Latency: Decodable {
      var p50: Double?
      var p95: Double?
    }
    struct Notice: Decodable {
      var code: String
      var text: String
    }
    var windowSeconds: Double
    var edges: [Edge]
    var notices: [Notice]

    func requests(_ edge: Edge) -> Double { edge.rate * windowSeconds }
  }

  private static func graph(_ demo: HeadlessDemo, _ arguments: String...) throws -> Graph {
    let output = try #require(
      Tools.run(
        Tools.vigla, ["graph", "-A", "-o", "json", "--refresh", "1"] + arguments, environment: demo.environment))
    #expect(output.status == 0, "\(output.errors)")
    return try JSONDecoder().decode(Graph.self, from: Data(output.text.utf8))
  }

  private static func start() throws -> (HeadlessDemo, PrometheusServer) {
    let demo = try HeadlessDemo(["--rate", "60"])
    return (demo, try PrometheusServer(try #require(Tools.prometheus), scraping: demo.ready.proxies))
  }

  @Test func `Both sources tell the same of every edge`() throws {
    let (demo, prometheus) = try Self.start()
    // Aborted requests reach nobody, so their caller alone reports them.
    let fault = try demo.vigla(
      "fault", "details", "--abort", "503", "--abort-percent", "40", "--expire", "none", "--yes")
    #expect(fault.status == 0, "\(fault.errors)")
    // Until the window lies behind the fault. It ends where the other one does, but for a scrape and a start.
    let polled = try Self.graph(demo, "--window", "40s")
    let stored = try Self.graph(demo, "--window", "40s", "--prometheus", prometheus.url)
    #expect(polled.edges.count >= 10)
    #expect(stored.edges.map(\.id) == polled.edges.map(\.id))
    #expect(stored.windowSeconds > 30)
    for (mine, theirs) in zip(stored.edges, polled.edges) where mine.id == theirs.id {
      // Two overlapping samples of a random load, and the ends of windows that lie a few seconds apart.
      let expected = polled.requests(theirs)
      let difference = abs(mine.rate * polled.windowSeconds - expected)
      #expect(difference <= 0.15 * expected + 4 * expected.squareRoot(), "\(mine.id): \(mine.rate), \(theirs.rate)")
      #expect(abs((mine.percentError ?? 0) - (theirs.percentError ?? 0)) < 10, "\(mine.id)")
      if expected > 500, let p50 = mine.latencyMs?.p50, let other = theirs.latencyMs?.p50 {
        #expect(abs(p50 - other) <= 0.5 * other + 1, "\(mine.id): \(p50), \(other)")
      }
      #expect((mine.latencyMs?.p95 == nil) == (theirs.latencyMs?.p95 == nil), "\(mine.id)")
    }
    #expect(stored.edges.contains { ($0.percentError ?? 0) > 20 })

    // Longer than the session: the store covers what it knows, and says so.
    let long = try Self.graph(demo, "--window", "1h", "--prometheus", prometheus.url + "/")
    #expect(long.windowSeconds > 30 && long.windowSeconds < 600, "\(long.windowSeconds)")
    #expect(long.notices.contains { $0.code == "window-short" })
    // Both ends of a flow count for a namespace.
    let some = try #require(
      Tools.run(
        Tools.vigla, ["graph", "-n", "istio-system", "-o", "json", "--prometheus", prometheus.url],
        environment: demo.environment))
    let gateway = try JSONDecoder().decode(Graph.self, from: Data(some.text.utf8))
    #expect(!gateway.edges.isEmpty && gateway.edges.count < stored.edges.count)
  }

  @Test(.needsPyte) func `The dashboard says where its figures come from, with full charts`() throws {
    let (demo, prometheus) = try Self.start()
    let session = try PtySession(
      [Tools.vigla, "-n", "default", "--refresh", "1", "--prometheus", prometheus.url], columns: 150, rows: 40,
      environment: demo.environment)
    try session.wait(for: "source: Prometheus ✓", seconds: 60)
    try session.wait(for: "reviews", seconds: 60)
    // Once more than the proxies themselves remember.
    for _ in 0..<4 { try session.send("+") }
    try session.wait(for: "10 min window", seconds: 30)
    try session.send("q")
    #expect(try session.ending().code == 0)
  }

  @Test func `What is wrong is said with what to do`() throws {
    let demo = try HeadlessDemo(["--rate", "5"])
    let refused = try demo.vigla("graph", "--prometheus", "http://127.0.0.1:1")
    #expect(refused.status == 3)
    #expect(refused.errors.contains("Prometheus http://127.0.0.1:1 cannot be read: "))
    #expect(refused.errors.contains("--source proxies"))
    // The demo has no such service.
    let missing = try demo.vigla("graph", "--source", "prometheus")
    #expect(missing.status == 3)
    #expect(missing.errors.contains("--prometheus URL"))
    // An API server is no Prometheus.
    let wrong = try demo.vigla("graph", "--prometheus", demo.ready.api, "--prometheus-insecure")
    #expect(wrong.status == 3)
    for arguments in [
      ["--prometheus", "http://ann:pw@127.0.0.1:9090"], ["--prometheus", "127.0.0.1:9090"],
      ["--source", "proxies", "--prometheus", "http://127.0.0.1:9090"], ["--prometheus-user", "ann"],
      ["--window", "1h"], ["--prometheus", "http://127.0.0.1:9090", "--prometheus-header", "no"],
    ] {
      let output = try #require(Tools.run(Tools.vigla, ["graph"] + arguments, environment: demo.environment))
      #expect(output.status == 2, "\(arguments): \(output.errors)")
      #expect(!output.errors.contains("ann:pw"))
    }
  }
}
