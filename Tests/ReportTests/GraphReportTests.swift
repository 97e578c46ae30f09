import Documents
import MeshModel
import Report
import Testing

@Suite struct GraphReportTests {
  @Test func jsonKeepsTheContract() throws {
    var snapshot = SampleMesh.bookinfo
    snapshot.nodes.removeAll { ["productpage", "reviews"].contains($0.app) && $0.version != "v2" }
    snapshot.edges.removeAll { $0.percentOfSource == 80 || $0.percentError == 2 }
    let expected = try JSONValue(
      parsing: """
        {"timestamp": 1700000000.25, "windowSeconds": 10, "graphType": "versioned-app",
         "nodes": [
          {"id": "svc_Kubernetes_default_reviews", "kind": "service", "cluster": "Kubernetes", "namespace": "default",
           "service": "reviews", "isRoot": false, "isOutside": false, "health": "healthy",
           "badges": ["virtualService", "trafficShifting"]},
          {"id": "vapp_Kubernetes_default_istio-ingressgateway-latest", "kind": "workload", "cluster": "Kubernetes",
           "namespace": "default", "workload": "istio-ingressgateway", "app": "istio-ingressgateway", "isRoot": true,
           "isOutside": false, "health": "healthy", "badges": ["gateway"]},
          {"id": "vapp_Kubernetes_default_ratings-v1", "kind": "app", "cluster": "Kubernetes", "namespace": "default",
           "workload": "ratings-v1", "app": "ratings", "version": "v1", "isRoot": false, "isOutside": false,
           "health": "idle", "badges": []},
          {"id": "vapp_Kubernetes_default_reviews-v2", "kind": "app", "cluster": "Kubernetes", "namespace": "default",
           "workload": "reviews-v2", "app": "reviews", "version": "v2", "isRoot": false, "isOutside": false,
           "health": "degraded", "badges": []}],
         "edges": [
          {"source": "svc_Kubernetes_default_reviews", "target": "vapp_Kubernetes_default_reviews-v2",
           "protocol": "http", "rate": 10, "percentOfSource": 20, "percentError": 10, "responses": {
             "200": {"flags": {"-": 90}, "hosts": {"reviews.default.svc.cluster.local": 90}},
             "503": {"flags": {"UO": 7.5, "URX,UF": 2.5}, "hosts": {"reviews.default.svc.cluster.local": 7.5}}},
           "configuredWeight": 20},
          {"source": "vapp_Kubernetes_default_istio-ingressgateway-latest",
           "target": "vapp_Kubernetes_default_productpage-v1", "protocol": "http", "rate": 50, "percentOfSource": 100,
           "percentError": 0, "latencyMs": {"p50": 20, "p95": 45, "p99": 80, "avg": 24.123457}, "mtlsPercent": 100},
          {"source": "vapp_Kubernetes_default_reviews-v2", "target": "vapp_Kubernetes_default_ratings-v1",
           "protocol": "http", "rate": 0, "percentOfSource": 0}],
         "notices": [{"code": "proxy-unreachable", "text": "1 of 3 proxies does not answer."}]}
        """)
    #expect(GraphReport.json(snapshot) == expected)
  }

  @Test func replicasAreCounted() {
    let json = GraphReport.json(SampleMesh.bookinfo)
    let page = json["nodes"]?.array?.first { $0["app"]?.string == "productpage" }
    #expect(page?["replicas"] == ["desired": 2, "current": 2, "available": 2])
  }

  @Test func valuesThatAreNoNumbersAreLeftOut() {
    var snapshot = SampleMesh.bookinfo
    snapshot.edges[0].rate = .nan
    snapshot.edges[0].latency = Latency(p50: .infinity, p95: nil)
    snapshot.edges[0].responses = [ResponseKey(code: "200", flags: "-", host: ""): .nan]
    let edge = GraphReport.json(snapshot)["edges"]?[0]
    for key in ["rate", "percentError", "latencyMs", "responses"] { #expect(edge?[key] == nil, "\(key)") }
  }

  @Test func textDrawsAndLists() {
    #expect(
      GraphReport.text(SampleMesh.bookinfo, width: 140) == """
        versioned-app graph, 6 nodes, 5 edges, 10 s window

                                                                                                         ╭──────────────╮
                                                                                                ┌───────▶│ reviews v1 ✓ │
        ╭────────────────────────╮          ╭──────────────────╮          ╭───────────────────╮ │        ╰──────────────╯
        │ istio-ingressgateway ✓ │─────────▶│ productpage v1 ✓ │─────────▶│ reviews service ✓ │─┤
        ╰────────────────────────╯          ╰──────────────────╯          ╰───────────────────╯ │        ╭──────────────╮          ╭──────────────╮
                                                                                                └───────▶│ reviews v2 ! │─────────▶│ ratings v1 · │
                                                                                                         ╰──────────────╯          ╰──────────────╯

        SOURCE                TARGET           PROTOCOL    RATE  SHARE  ERRORS    P50    P95    P99  MTLS  WEIGHT  HEALTH
        reviews service       reviews v1       http      40.0/s  80.0%    0.0%      –  31 ms      –  100%   80.0%  ✓ healthy
        reviews service       reviews v2       http      10.0/s  20.0%   10.0%      –      –      –     –   20.0%  ! degraded
        istio-ingressgateway  productpage v1   http      50.0/s   100%    0.0%  20 ms  45 ms  80 ms  100%       –  ✓ healthy
        productpage v1        reviews service  http      50.0/s   100%    2.0%      –      –      –     –       –  ! degraded
        reviews v2            ratings v1       http       0.0/s   0.0%       –      –      –      –     –       –  · idle

        """)
  }

  @Test(arguments: [
    (300, "reviews service ✓ │─┤"), (300, "40.0/s"), (80, "──▶[reviews ✓]─┤"),
    (100, "[productpage v1 ✓]"), (20, "(The drawing takes"),
  ])
  func theDrawingFitsTheWidth(width: Int, expected: String) {
    let text = GraphReport.text(SampleMesh.bookinfo, width: width)
    let drawing = text.split(separator: "SOURCE", maxSplits: 1)[0]
    #expect(drawing.contains(expected), "\(drawing)")
    if width > 20 { #expect(drawing.split(separator: "\n").allSatisfy { $0.count <= width }) }
  }

  @Test func anEmptyGraphSaysSo() {
    let text = GraphReport.text(MeshSnapshot(timestamp: 0, windowSeconds: 12.5), width: 80)
    #expect(text == "versioned-app graph, 0 nodes, 0 edges, 12.5 s window\nNo traffic was seen.\n")
  }

  @Test func manyNodesAreListedOnly() {
    let nodes = (0..<90).map { SampleMesh.node("n\($0)", version: "v1") }
    let snapshot = MeshSnapshot(timestamp: 0, windowSeconds: 30, nodes: nodes)
    #expect(GraphReport.text(snapshot, width: 5_000).contains("(90 nodes are too many to draw.)\n\nNo edges.\n"))
  }

  @Test func namesThatMeetAreToldApart() {
    var twin = SampleMesh.node("reviews", version: "v1")
    twin = MeshNode(id: NodeID("wl_x"), kind: .app, namespace: "default", app: "reviews", version: "v1")
    var snapshot = SampleMesh.bookinfo
    snapshot.nodes.append(twin)
    let other = MeshNode(id: NodeID("wl_y"), kind: .app, namespace: "shop", app: "cart", version: "v1")
    #expect(GraphReport.text(snapshot, width: 400).contains("reviews v1 (wl_x)"))
    snapshot.nodes.append(other)
    #expect(GraphReport.text(snapshot, width: 400).contains("cart.shop v1"))
  }

  @Test func dotIsGraphviz() {
    var snapshot = SampleMesh.bookinfo
    snapshot.nodes.append(MeshNode(id: NodeID("Kubernetes_unknown_source"), kind: .unknown, namespace: "unknown"))
    let dot = GraphReport.dot(snapshot)
    #expect(dot.hasPrefix("digraph vigla {\n  rankdir=LR;\n"))
    #expect(dot.hasSuffix("}\n"))
    for line in [
      "  \"Kubernetes_unknown_source\" [label=\"unknown\", color=\"#757575\", shape=ellipse, style=dashed];",
      "  subgraph cluster_1 {\n    label=\"default\";",
      "    \"vapp_Kubernetes_default_reviews-v2\" [label=\"reviews\\nv2\", color=\"#b26a00\"];",
      "    \"svc_Kubernetes_default_reviews\" [label=\"reviews\", color=\"#2e7d32\", shape=hexagon, style=solid];",
      "  \"svc_Kubernetes_default_reviews\" -> \"vapp_Kubernetes_default_reviews-v2\" "
        + "[label=\"10.0/s\\n10.0% errors\", color=\"#b26a00\"];",
      "  \"vapp_Kubernetes_default_reviews-v2\" -> \"vapp_Kubernetes_default_ratings-v1\" "
        + "[label=\"0.0/s\", color=\"#757575\", style=dotted];",
    ] { #expect(dot.contains(line + "\n"), "\(dot)") }
  }

  /// Escapes, line breaks, quotes and marks that turn text round.
  @Test(arguments: ["\u{1B}[2J", "a\nb", "\"];x\\", "\u{9B}31m", "\u{202E}evil", "\0"])
  func hostileNamesAreHarmless(name: String) throws {
    var node = SampleMesh.node(name, version: name)
    node.namespace = name
    let target = SampleMesh.node("plain", version: "v1")
    let snapshot = MeshSnapshot(
      timestamp: 0, windowSeconds: 1, nodes: [node, target], edges: [SampleMesh.edge(node, target, 1)],
      services: [ServiceInfo(id: ServiceID(namespace: name, name: name))],
      workloads: [WorkloadInfo(id: WorkloadID(namespace: name, name: name))],
      proxies: [ProxyStatus(id: name, namespace: name, pod: name, state: .failing(reason: name))],
      notices: [Notice(code: "x", text: name)])
    let dot = GraphReport.dot(snapshot)
    var texts = [GraphReport.text(snapshot, width: 200), dot]
    for table in [TableReport.services(snapshot), .workloads(snapshot), .proxies(snapshot)] {
      texts += [table.text, table.csv.split(separator: "\r\n").joined(separator: "\n")]
    }
    for text in texts {
      let unsafe = text.unicodeScalars.filter {
        $0.value != 10 && ($0.value < 32 || (127..<160).contains($0.value) || $0.value == 0x202E)
      }
      #expect(unsafe.isEmpty)
    }
    // Quotes are balanced on every line: no name ends a string early.
    for line in dot.split(separator: "\n") {
      var quotes = 0
      var isEscaped = false
      for character in line {
        if character == "\"" && !isEscaped { quotes += 1 }
        isEscaped = character == "\\" && !isEscaped
      }
      #expect(quotes % 2 == 0, "\(line)")
    }
    let json = GraphReport.json(snapshot).serialized()
    #expect(json.unicodeScalars.allSatisfy { $0.value >= 32 })
    #expect(try JSONValue(parsing: json)["nodes"]?[0]?["app"]?.string == name)
  }
}
