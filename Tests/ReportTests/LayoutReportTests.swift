import Documents
import Report
import Testing

@Suite struct LayoutReportTests {
  private static let graph = """
    {"nodes": [
      {"id": "gateway", "width": 13, "height": 3, "group": "edge"}, {"id": "page", "width": 8, "height": 3},
      {"id": "reviews", "width": 13, "height": 4}, {"id": 7, "width": 5, "height": 1}],
     "edges": [
      {"source": "gateway", "target": "page"}, {"source": "page", "target": "reviews", "weight": 3},
      {"source": "page", "target": 7}, {"source": "reviews", "target": "gateway", "weight": 0.5},
      {"source": "page", "target": "page"}]}
    """

  private func report(_ text: String) throws(LayoutInputError) -> LayoutReport {
    var time = 40.0
    return try LayoutReport(parsing: Array(text.utf8)) {
      time += 2.5
      return time
    }
  }

  @Test func drawsText() throws {
    #expect(
      try report(Self.graph).text == """
        ╭───────────╮    ╭──────╮  ┌▶[7  ]
        │ gateway   │───▶│ page │──┤
        ╰───────────╯    ╰──────╯  │ ╭───────────╮
                    ▲┄┄┄┄┄┄┄┄┄┄┄┄┄┐└▶│ reviews   │
                                  └┄┄│           │
                                     ╰───────────╯

        """)
  }

  @Test func writesJSON() throws {
    let json = try report(Self.graph).json
    #expect(json.object?.keys == ["nodes", "edges", "crossings", "milliseconds", "selfLoops"])
    #expect(json["milliseconds"] == 2.5)
    #expect(json["crossings"] == 0)
    #expect(json["selfLoops"] == ["page"])
    #expect(json["nodes"]?.array?.map { $0["id"]?.string } == ["gateway", "page", "reviews", "7"])
    #expect(json["nodes"]?[0]?["width"] == 13)
    let back = json["edges"]?.array?.first { $0["source"]?.string == "reviews" }
    #expect(back?["reversed"] == true)
    #expect(json["edges"]?.array?.count == 4)
    for edge in json["edges"]?.array ?? [] {
      #expect(edge["points"]?.array?.allSatisfy { $0.array?.count == 2 } == true)
    }
  }

  @Test(arguments: [
    ("", "not JSON: "), ("[]", "nodes: a list is expected"), ("{\"nodes\": {}}", "nodes: a list is expected"),
    ("{\"nodes\": [{}]}", "nodes[0].id: a string is expected"),
    ("{\"nodes\": [{\"id\": \"a\", \"height\": 1}]}", "nodes[0].width: a whole number"),
    ("{\"nodes\": [{\"id\": \"a\", \"width\": 0, \"height\": 1}]}", "nodes[0].width: a whole number"),
    ("{\"nodes\": [{\"id\": \"a\", \"width\": 2, \"height\": 1e9}]}", "nodes[0].height: a whole number"),
    ("{\"nodes\": [], \"edges\": 1}", "edges: a list is expected"),
    (
      "{\"nodes\": [], \"edges\": [{\"source\": \"a\\u001b\", \"target\": \"b\"}]}",
      "edges[0].source: there is no node \"a\u{FFFD}\""
    ),
    (
      "{\"nodes\": [{\"id\": \"a\", \"width\": 2, \"height\": 1}, {\"id\": \"a\", \"width\": 2, \"height\": 1}]}",
      "nodes[1].id: \"a\" is there twice"
    ),
    (
      "{\"nodes\": [{\"id\": \"a\", \"width\": 2, \"height\": 1}], "
        + "\"edges\": [{\"source\": \"a\", \"target\": \"a\", \"weight\": \"x\"}]}",
      "edges[0].weight: a number is expected"
    ),
  ])
  func faultsAreToldWithTheirPlace(text: String, expected: String) {
    let error = #expect(throws: LayoutInputError.self) { try report(text) }
    #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
  }

  @Test func hugeDrawingsAreNotPrinted() throws {
    let text = "{\"nodes\": [{\"id\": \"a\", \"width\": 10000, \"height\": 10000}]}"
    #expect(try report(text).text.hasPrefix("The drawing takes 10000 x 10000 cells"))
    #expect(try report("{\"nodes\": []}").text == "No nodes.\n")
  }

  /// Damaged input is refused or drawn, never a trap.
  @Test func damagedInputIsHarmless() {
    var state: UInt64 = 42
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let valid = Array(Self.graph.utf8)
    var drawn = 0
    for _ in 0..<400 {
      var bytes = valid
      for _ in 0...random(3) {
        let at = random(bytes.count)
        switch random(3) {
        case 0: bytes[at] = UInt8(random(256))
        case 1: bytes.remove(at: at)
        default: bytes.insert(Array("0123456789\"{}[],:-".utf8)[random(18)], at: at)
        }
      }
      guard let report = try? LayoutReport(parsing: bytes, milliseconds: { 0 }) else { continue }
      drawn += 1
      #expect(report.json["nodes"]?.array?.count == report.ids.count)
    }
    #expect(drawn > 5)
  }
}
