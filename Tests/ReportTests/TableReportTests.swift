import Documents
import MeshModel
import Testing
import TrafficConfig

@testable import Report

@Suite struct TableReportTests {
  @Test func servicesAreListed() throws {
    let table = TableReport.services(SampleMesh.bookinfo)
    #expect(
      table.text == """
        NAMESPACE  SERVICE   TYPE       PORTS  WORKLOADS                 RATE  ERRORS    P50    P95    P99  HEALTH
        default    headless  headless   –      –                            –       –      –      –      –  ? no data
        default    reviews   ClusterIP  9080   reviews-v1, reviews-v2  50.0/s    2.0%  12 ms  31 ms  48 ms  ✓ healthy

        """)
    #expect(
      table.csv == """
        namespace,service,type,ports,workloads,rate,percentError,p50Ms,p95Ms,p99Ms,bytesPerSecond,health,healthReason\r
        default,headless,headless,,,,,,,,,na,\r
        default,reviews,ClusterIP,9080,reviews-v1; reviews-v2,50,2,12,31,48,0,healthy,\r

        """)
    let expected = try JSONValue(
      parsing: """
        [{"namespace": "default", "service": "headless", "type": "headless", "ports": [], "workloads": [], "health": "na"},
         {"namespace": "default", "service": "reviews", "type": "ClusterIP", "ports": [9080], "workloads": ["reviews-v1", "reviews-v2"],
          "rate": 50, "percentError": 2, "p50Ms": 12, "p95Ms": 31, "p99Ms": 48, "bytesPerSecond": 0,
          "health": "healthy"}]
        """)
    #expect(table.json == expected)
  }

  @Test func aServiceThatNobodyCallsIsIdleWhereAllProxiesAnswer() {
    var snapshot = SampleMesh.bookinfo
    for i in snapshot.proxies.indices { snapshot.proxies[i].state = .answering }
    let row = TableReport.services(snapshot).json[0]
    #expect(row?["service"] == "headless" && row?["health"] == "idle" && row?["rate"] == 0)
  }

  @Test func withoutServiceNodesTheWorkloadsCount() {
    var snapshot = SampleMesh.bookinfo
    snapshot.nodes.removeAll { $0.kind == .service }
    let row = TableReport.services(snapshot).json[1]
    #expect(row?["rate"] == 40)
    #expect(row?["health"] == "degraded")
    #expect(row?["p95Ms"] == nil)
  }

  @Test func workloadsAreListed() {
    #expect(
      TableReport.workloads(SampleMesh.bookinfo).text == """
        NAMESPACE  WORKLOAD    KIND  APP      VERSION  READY  PROXIES  MESH     ISTIO  MTLS    RATE  ERRORS  P50  P95  P99  RATE OUT  HEALTH
        default    reviews-v1  –     reviews  v1         2/2        2  sidecar  –      –     40.0/s    0.0%    –    –    –     0.0/s  ✓ healthy
        default    reviews-v2  –     reviews  v2         1/2        2  sidecar  –      –      0.0/s       –    –    –    –     0.0/s  ! degraded

        """)
  }

  @Test func proxiesAreListed() {
    let table = TableReport.proxies(SampleMesh.bookinfo)
    #expect(
      table.text == """
        NAMESPACE  POD             WORKLOAD    VERSION  SOURCE  STATE      AGE  POLL   SIZE  CONFIG  REJECTED  EJECTED  OPEN  REASON
        default    reviews-v1-abc  reviews-v1  –        –       answering  2 s  8 ms  31 kB  –              –        –     –  –
        default    reviews-v2-abc  –           –        –       failing      –     –      –  –              –        –     –  HTTP 500: \u{FFFD}[31mno\u{FFFD}luck
        default    reviews-v2-def  –           –        –       pending      –     –      –  –              –        –     –  –

        """)
    #expect(table.json[1]?["reason"] == "HTTP 500: \u{1B}[31mno\nluck")
  }

  @Test func aProxyWithoutIstioMetricsSaysWhatItIsReadFrom() {
    var snapshot = SampleMesh.bookinfo
    snapshot.proxies[0].source = .clusters
    snapshot.proxies[0].adminAge = 1
    var info = ProxyServerInfo()
    info.version = "1.40.0"
    snapshot.proxies[0].info = info
    var counters = ProxyCounters()
    counters.uptime = 90
    counters.configurationVersions = ["lds": "7", "cds": "42"]
    counters.rejectedUpdates = ["cds": 2, "rds": 1]
    snapshot.proxies[0].counters = counters
    var host = ProxyHost(address: "10.0.0.1:80")
    host.failedChecks = ["failed_outlier_check"]
    var cluster = ProxyCluster(name: "web")
    cluster.hosts = [host]
    cluster.counters = ClusterCounters()
    cluster.counters?.openBreakers = ["requests"]
    snapshot.proxies[0].clusters = [cluster]
    snapshot.proxies[1].source = .istio
    let row = TableReport.proxies(snapshot).json[0]
    #expect(row?["source"] == "clusters")
    #expect(row?["version"] == "1.40.0")
    #expect(row?["uptimeSeconds"] == 90)
    #expect(row?["configVersion"] == "cds 42 lds 7")
    #expect(row?["rejectedUpdates"] == 3)
    #expect(row?["ejectedHosts"] == 1)
    #expect(row?["openBreakers"] == 1)
    #expect(snapshot.sourceWords == "istio_*, clusters")
    #expect(GraphReport.text(snapshot, width: 120).contains("source: istio_*, clusters"))
  }

  @Test func configurationIsListedWithItsFaults() throws {
    let table = TableReport.config(try SampleMesh.configuration)
    let rows = table.json.array ?? []
    #expect(rows.map { $0["kind"]?.string } == ["DestinationRule", "Gateway", "VirtualService"])
    #expect(rows.map { $0["status"]?.string }.last == "error")
    #expect(rows[2]["managedBy"]?.string == "Argo CD (application shop)")
    #expect(rows[2]["about"]?.string == "1 http route, on mesh")
    #expect(rows[0]["about"]?.string == "subsets v1 v2, policy")
    #expect(rows[1]["hosts"] == ["shop.example.com"])
    #expect(rows[2]["messages"]?.strings.contains { $0.hasPrefix("[IST0101] spec.http[0].route[1]") } == true)
  }

  @Test func historyIsListed() {
    let reference = ObjectReference(kind: "VirtualService", namespace: "default", name: "reviews")
    let entry = JournalEntry(
      id: "a1", time: 1_700_000_000, user: "", context: "demo", title: "shift", sentence: "reviews: v1 80, v2 20",
      changes: [.init(reference: reference, apiVersion: "networking.istio.io/v1", before: nil, after: nil)],
      state: .applied, undoOf: "a0")
    let table = TableReport.history([entry], utcOffset: 3600)
    #expect(
      table.text == """
        ID  TIME                 USER  CONTEXT  STATE    CHANGE                 OBJECTS
        a1  2023-11-14 23:13:20  –     demo     applied  reviews: v1 80, v2 20  VirtualService default/reviews

        """)
    #expect(table.json[0]?["time"] == 1_700_000_000)
    #expect(table.json[0]?["undoOf"] == "a0")
    #expect(table.csv.contains("\r\na1,2023-11-14T23:13:20+01:00,,demo,applied,\"reviews: v1 80, v2 20\","))
  }

  @Test func emptyTablesSayWhatIsMissing() {
    let snapshot = MeshSnapshot(timestamp: 0, windowSeconds: 30)
    #expect(TableReport.services(snapshot).text == "No services.\n")
    #expect(TableReport.workloads(snapshot).json == [])
    #expect(TableReport.proxies(snapshot).csv.hasPrefix("namespace,pod,"))
    #expect(TableReport.history([]).text == "No changes yet.\n")
    #expect(
      TableReport.config(MeshConfiguration()).text == "No VirtualServices, DestinationRules, Gateways or policies.\n")
  }

  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("a\nb", "a\u{FFFD}b"), ("", ""),
  ])
  func fieldsAreQuoted(text: String, expected: String) {
    let table = TableReport(columns: [.init("x")], rows: [[.text(text)]], whenEmpty: "")
    #expect(table.csv == "x\r\n\(expected)\r\n")
  }

  @Test(arguments: [60, 40, 30]) func aTableIsCutToTheTerminal(width: Int) {
    let long = "reviews.default: v1 90→0, v2 10→100. Deletes VirtualService default/reviews."
    let table = TableReport(
      columns: [.init("id"), .init("change"), .init("rate", isNumber: true)],
      rows: [[.text("a1"), .text(long), .count(123_456)]], whenEmpty: "")
    let lines = table.text(width: width).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= width })
    #expect(lines[1].hasPrefix("a1  reviews") && lines[1].hasSuffix("  123456") && lines[1].contains("…"))
    #expect(table.text.contains(long))
  }

  @Test func wideNamesAlign() {
    let table = TableReport(
      columns: [.init("a"), .init("b", isNumber: true)], rows: [[.text("日本"), .count(5)], [.text("x"), .count(12)]],
      whenEmpty: "")
    #expect(table.text == "A      B\n日本   5\nx     12\n")
  }

  @Test(arguments: [
    (0.0, 0, "1970-01-01T00:00:00Z"), (951_782_400, 0, "2000-02-29T00:00:00Z"),
    (1_700_000_000.9, -16_200, "2023-11-14T17:43:20-04:30"), (-1, 0, "1969-12-31T23:59:59Z"),
    (4_107_542_399, 0, "2100-02-28T23:59:59Z"), (.nan, 0, "1970-01-01T00:00:00Z"),
    (.infinity, 3600, "9999-12-31T23:59:59+01:00"), (-.infinity, -3600, "0001-01-01T00:00:00-01:00"),
  ])
  func timesAreWritten(seconds: Double, offset: Int, expected: String) {
    #expect(CivilTime(seconds, utcOffset: offset).iso8601 == expected)
  }

  @Test func validationIsToldForPeopleAndPrograms() {
    let reference = ObjectReference(kind: "VirtualService", namespace: "default", name: "reviews")
    let messages = [
      ValidationMessage(
        code: "IST0101", level: .error, object: reference, path: "spec.http[0]", message: "no\u{1B} host"),
      ValidationMessage(code: "VIG0001", level: .info, object: reference, path: "", message: "fine"),
    ]
    #expect(
      ValidationReport.text(messages) == """
        Error [IST0101] (VirtualService default/reviews spec.http[0]) no\u{FFFD} host
        Info [VIG0001] (VirtualService default/reviews) fine
        1 error, 1 info.

        """)
    let files = [reference: "a.yaml"]
    #expect(
      ValidationReport.text(messages, files: files).hasPrefix("Error [IST0101] (VirtualService default/reviews a.yaml ")
    )
    #expect(ValidationReport.json(messages, files: files)[0]?["file"] == "a.yaml")
    #expect(
      ValidationReport.json(messages)[0] == [
        "code": "IST0101", "level": "error", "object": "VirtualService default/reviews", "path": "spec.http[0]",
        "message": "no\u{1B} host",
      ])
    #expect(ValidationReport.text([]) == "No problems found.\n")
  }
}
