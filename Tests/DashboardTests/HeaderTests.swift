import Cells
import MeshModel
import Testing

@testable import Dashboard

@Suite("Header") struct HeaderTests {
  private func header(
    proxies: [ProxyStatus.State] = [.answering], connection: ConnectionState = .connected, age: Double = 2,
    frozen: Bool = false, readOnly: String? = nil, insecure: Bool = false, name: String = "prod-eu"
  ) -> Header {
    var snapshot = MeshSnapshot(timestamp: 1000, windowSeconds: 30)
    snapshot.proxies = proxies.enumerated().map {
      ProxyStatus(id: "\($0.offset)", namespace: "", pod: "", state: $0.element)
    }
    return Header(
      context: DashboardContext(name: name, namespaces: ["default"], readOnlyReason: readOnly, isInsecure: insecure),
      options: ViewOptions(),
      connection: connection, snapshot: snapshot, now: 1000 + age, frozenAt: frozen ? 1000 : nil)
  }

  @Test("fits any width and never loses the age of the data", arguments: 40...200)
  func fits(width: Int) {
    for name in ["prod-eu", "arn:aws:eks:eu-central-1:123456789012:cluster/production-with-a-long-name"] {
      let line = header(frozen: true, readOnly: "x", name: name).line(width: width)
      #expect(line.width == width)
      #expect(line.text.contains("2 s old"))
      #expect(line.text.contains("FROZEN"))
    }
  }

  @Test("always tells in the colour of failures that nobody verifies the server", arguments: 40...200)
  func insecure(width: Int) {
    let line = header(frozen: true, readOnly: "x", insecure: true).line(width: width)
    #expect(line.width == width)
    let parts = line.spans.filter { $0.text.contains("INSECURE") || $0.text.contains("TLS NOT VERIFIED") }
    #expect(parts.map(\.style) == [Style.failure.bold])
    #expect(!header().line(width: width).text.contains("INSECURE"))
  }

  @Test(
    "tells how the proxies answer",
    arguments: [
      ([ProxyStatus.State.answering, .answering], "2/2 proxies ✓"),
      ([.answering, .failing(reason: "x")], "1/2 proxies !"),
      ([.failing(reason: "x"), .failing(reason: "y")], "0/2 proxies ✗"), ([.answering, .pending], "1/2 proxies ·"),
      ([], "0/0 proxies ?"),
    ])
  func proxies(states: [ProxyStatus.State], wanted: String) {
    #expect(header(proxies: states).line(width: 120).text.contains(wanted))
  }

  @Test(
    "tells of a store of metrics instead of the proxies",
    arguments: [
      (nil, 0.0, "source: Prometheus ✓"), ("refused", 40, "source: Prometheus ✗"), (nil, nil, "source: Prometheus ·"),
    ] as [(String?, Double?, String)])
  func store(problem: String?, storeAge: Double?, wanted: String) {
    var header = self.header()
    header.snapshot?.store = MetricsStoreStatus(name: "Prometheus", place: "p", problem: problem, age: storeAge)
    let text = header.line(width: 150).text
    #expect(text.contains(wanted))
    #expect(!text.contains("proxies"))
    // The figures are as old as the store's last answer.
    if storeAge == 40 { #expect(text.contains("42 s old")) }
  }

  @Test("data of a store is not stale before its next look", arguments: [(28.0, false), (34.0, true)])
  func staleStore(age: Double, wanted: Bool) {
    var header = self.header(age: age)
    header.snapshot?.store = MetricsStoreStatus(name: "Prometheus", place: "p", age: 0, scrapeInterval: 15)
    #expect(header.isStale == wanted)
  }

  @Test("calls data stale after two polls and some patience", arguments: [(2.0, false), (12.0, false), (14.0, true)])
  func stale(age: Double, wanted: Bool) { #expect(header(age: age).isStale == wanted) }

  @Test("tells that the context is protected", arguments: [(80, true), (120, true)])
  func protected(width: Int, isShown: Bool) {
    var header = header()
    header.context.isProtected = true
    #expect(header.line(width: width).text.contains("▲") == isShown)
    header.context.readOnlyReason = "RBAC says no"
    #expect(header.line(width: width).text.contains("READ-ONLY"))
  }

  @Test("stands still while figures move")
  func steady() {
    let first = header(age: 2).line(width: 120).text
    let second = header(age: 11).line(width: 120).text
    #expect(first.count == second.count)
    #expect(Array(first).firstIndex(of: "✓") == Array(second).firstIndex(of: "✓"))
  }
}
