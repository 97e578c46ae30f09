import Testing

@testable import ProxyStats

@Suite struct StatsPageParserTests {
  static let twoSeries = [
    SamplePage.labels(), SamplePage.labels(destination: "reviews-v2", code: "503", flags: "URX,UF"),
  ]

  @Test func readsLabelsByName() throws {
    var parser = StatsPageParser()
    let reading = Reading(SamplePage.page(Self.twoSeries, count: 700), with: &parser)
    #expect(reading.page.samples == 2 * 23)
    #expect(reading.page.errors == 0)
    #expect(parser.seriesCount == 2)
    let series = try #require(parser.newSeries.last?.series)
    #expect(series.reporter == .source)
    #expect(series.source.workload == "productpage-v1")
    #expect(series.source.principal == "spiffe://cluster.local/ns/default/sa/productpage")
    #expect(series.destination.workload == "reviews-v2")
    #expect(series.destination.namespace == "default")
    #expect(series.service == "reviews.default.svc.cluster.local")
    #expect(series.serviceName == "reviews")
    #expect(series.responseCode == "503")
    #expect(series.responseFlags == "URX,UF")
    #expect(series.grpcStatus.isEmpty)
    #expect(series.requestProtocol == "http")
    let buckets = parser.slots.filter { $0.series == 0 && $0.metric == .durationBucket }
    #expect(
      buckets.map { parser.bound(of: $0) } == SamplePage.bounds.map { $0 == "+Inf" ? .infinity : Double($0) ?? 0 })
    let sum = try #require(parser.slots.firstIndex { $0.metric == .durationSum })
    #expect(parser.values[sum] == 4_900.5)
  }

  @Test func labelOrderDoesNotMatter() {
    let reversed = SamplePage.labels().split(separator: ",").reversed().joined(separator: ",")
    #expect(
      Reading("istio_requests_total{\(reversed)} 5\n").values
        == Reading("istio_requests_total{\(SamplePage.labels())} 5\n").values)
  }

  @Test func missingAndEmptyLabelsAreUnknown() throws {
    var parser = StatsPageParser()
    _ = Reading(
      """
      istio_requests_total{reporter="source",destination_workload="",source_cluster=""} 1
      istio_requests_total{} 2
      istio_requests_total 3

      """, with: &parser)
    let first = try #require(parser.newSeries.first?.series)
    #expect(first.destination.workload == "unknown")
    #expect(first.source.cluster == "unknown")
    #expect(first.source.hasClusterLabel)
    #expect(!first.destination.hasClusterLabel)
    #expect(first.responseFlags == "-")
    #expect(
      parser.newSeries[1].series
        == IstioSeries(source: IstioPeer(hasClusterLabel: false), destination: IstioPeer(hasClusterLabel: false)))
    #expect(parser.values == [1, 2, 3])
  }

  @Test func fallsBackToAppAndVersion() throws {
    var parser = StatsPageParser()
    _ = Reading(
      """
      istio_requests_total{source_app="web",source_version="v7",source_canonical_service="unknown"} 1

      """, with: &parser)
    #expect(parser.newSeries.first?.series.source.app == "web")
    #expect(parser.newSeries.first?.series.source.version == "v7")
  }

  @Test func acceptsEnvoyPrefix() {
    let plain = Reading(SamplePage.page(Self.twoSeries, count: 9))
    #expect(Reading(SamplePage.page(Self.twoSeries, count: 9, prefix: "envoy_")).values == plain.values)
  }

  @Test func unescapesValues() throws {
    var parser = StatsPageParser()
    _ = Reading(
      #"istio_requests_total{reporter="source",source_workload="a\"b\\c\nd}{,=",response_code="2\x00"} 4"# + "\n",
      with: &parser)
    #expect(parser.newSeries.first?.series.source.workload == "a\"b\\c\nd}{,=")
    #expect(parser.newSeries.first?.series.responseCode == #"2\x00"#)
    #expect(parser.values == [4])
  }

  @Test(arguments: [
    "istio_requests_total{reporter=\"source\"} 5 1700000000000\n",
    "istio_requests_total{reporter=\"source\"} 5 # {trace_id=\"a}b\"} 0.67 1520879607.789\n",
    "istio_requests_total{reporter=\"source\"} 5\r\n", "istio_requests_total{reporter=\"source\"}   5\t\n",
    "istio_requests_total{ reporter = \"source\" , } 5\n", "istio_requests_total{reporter=\"source\"} 5.0\n",
    "istio_requests_total {reporter=\"source\"} 5\n",
    "istio_requests_total{reporter=\"source\"} 5e0\n", "istio_requests_total{reporter=\"source\"} 5\n# EOF\n",
    "istio_requests_total{reporter=\"source\"} 5\n# EOF", "\n\nistio_requests_total{reporter=\"source\"} 5\n\r\n",
    "# HELP x y\n# TYPE istio_requests_total counter\nistio_requests_total{reporter=\"source\"} 5\n",
  ]) func toleratesFormats(_ text: String) {
    var parser = StatsPageParser()
    for _ in 0..<3 {
      let reading = Reading(text, with: &parser)
      #expect(reading.page.errors == 0, "\(reading.page.firstError ?? "")")
      #expect(reading.page.ending == .complete)
      #expect(parser.values == [5])
    }
  }

  @Test(arguments: [
    ("istio_requests_total{reporter=\"source} 5\n", "no closing quote"),
    ("istio_requests_total{reporter=\"source\" 5\n", "no =\""),
    ("istio_requests_total{reporter=\"source\"; 5\n", "a label without a name"),
    ("istio_requests_total{reporter} 5\n", "no =\""), ("istio_requests_total{=\"a\"} 5\n", "a label without a name"),
    ("istio_requests_total{reporter=\"source\"}\n", "no value"),
    ("istio_requests_total{reporter=\"source\"}5\n", "no value"),
    ("istio_requests_total{reporter=\"source\"} five\n", "not a number"),
    ("istio_requests_total{reporter=\"source\"} 5 five\n", "not a number"),
    ("istio_requests_total{reporter=\"source\"} NaN\n", "NaN as a counter"),
    ("istio_requests_total{reporter=\"source\"} -1\n", "negative or too large"),
    ("istio_requests_total{reporter=\"source\"} +Inf\n", "negative or too large"),
    ("istio_request_duration_milliseconds_bucket{reporter=\"source\"} 5\n", "a bucket without a bound"),
    ("istio_request_duration_milliseconds_bucket{le=\"x\"} 5\n", "a bucket bound"),
    ("istio_request_duration_milliseconds_bucket{le=\"NaN\"} 5\n", "a bucket bound"),
    ("istio_requests_total{a=\"b\"} 1\nistio_requests_total{a=\"b\"} 2\n", "the same series twice"),
    ("<html>\n", "not Prometheus text"), ("hello world\n", "not Prometheus text"),
    ("\u{1b}[2J\n", "not Prometheus text"), ("{\"a\": 1}\n", "not Prometheus text"),
  ]) func countsErrors(_ text: String, _ reason: String) throws {
    var parser = StatsPageParser()
    for _ in 0..<2 {
      let page = Reading(text, with: &parser).page
      #expect(page.errors == 1)
      let sample = try #require(page.firstError)
      #expect(sample.contains(reason), "\(sample)")
      #expect(!sample.utf8.contains { $0 < 32 })
    }
  }

  @Test func otherMetricsAreReadOver() {
    let reading = Reading(
      """
      envoy_cluster_upstream_rq{cluster_name="outbound|80||a",response_code="200"} 12
      istio_request_bytes_sum{a="b"} 3
      istio_build{component="proxy",tag="1.27"} 1
      go_gc_duration_seconds{quantile="0"} 4.1e-05
      some_gauge NaN

      """)
    #expect(reading.page.otherSamples == 5)
    #expect(reading.page.samples == 0)
    #expect(reading.page.errors == 0)
  }

  @Test func chunksMayEndAnywhere() {
    let bytes = Array((SamplePage.page(Self.twoSeries, count: 42) + "# EOF\n").utf8)
    let whole = Reading(String(decoding: bytes, as: UTF8.self))
    for split in stride(from: 0, through: bytes.count, by: 211) {
      var parser = StatsPageParser()
      // The second reading goes by the known lines.
      for _ in 0..<2 { #expect(Reading(bytes, with: &parser, splits: [split]) == whole) }
    }
    var parser = StatsPageParser()
    for size in [1, 3, 100, 1_000] {
      let splits = Array(stride(from: size, to: bytes.count, by: size))
      #expect(Reading(bytes, with: &parser, splits: splits) == whole)
    }
  }

  @Test func knownLinesKeepTheirSlots() {
    var parser = StatsPageParser()
    _ = Reading(SamplePage.page(Self.twoSeries, count: 10), with: &parser)
    let slots = parser.slots
    let order = SamplePage.page(Self.twoSeries, count: 11).split(separator: "\n")
    _ = Reading(order.reversed().map { $0 + "\n" }.joined(), with: &parser)
    #expect(parser.slots == slots)
    #expect(
      parser.values
        == {
          var fresh = StatsPageParser()
          _ = Reading(SamplePage.page(Self.twoSeries, count: 11), with: &fresh)
          return fresh.values
        }())
  }

  @Test func vanishedLinesHaveNoValue() {
    var parser = StatsPageParser()
    _ = Reading(SamplePage.page(Self.twoSeries, count: 10), with: &parser)
    let known = parser.slots.count
    let reading = Reading(
      SamplePage.page([Self.twoSeries[1], SamplePage.labels(code: "404")], count: 11), with: &parser)
    #expect(reading.page.samples == 2 * 23)
    #expect(parser.slots.count == known + 23)
    for (slot, value) in zip(parser.slots, parser.values) { #expect(value.isNaN == (slot.series == 0)) }
  }

  @Test func aPageThatStopsWithinALineIsTruncated() {
    let text = SamplePage.page(Self.twoSeries, count: 1_234)
    var parser = StatsPageParser()
    for _ in 0..<2 {
      let cut = Reading(String(text.dropLast(3)), with: &parser)
      #expect(cut.page.ending == .truncated)
      #expect(cut.page.samples == 2 * 23 - 1)
    }
    #expect(Reading(text, with: &parser).page.ending == .complete)
  }

  @Test func limits() {
    var small = StatsPageParser(limits: StatsPageLimits(lineBytes: 200, pageBytes: 1_000, slots: 2))
    let long = "istio_requests_total{a=\"\(String(repeating: "x", count: 300))\"} 5\n"
    for splits in [[], [50, 250], Array(1..<320)] {
      let page = Reading(long + "istio_requests_total{a=\"y\"} 5\n", with: &small, splits: splits).page
      #expect(page.errors == 1)
      #expect(page.samples == 1)
      #expect(page.firstError?.contains("longer than 200") == true)
    }
    let many = (0..<5).map { "istio_requests_total{reporter=\"\($0)\"} 5\n" }.joined()
    let page = Reading(many, with: &small).page
    #expect(page.firstError?.contains("more than 2 series") == true)
    #expect(page.samples == 1)
    let large = Reading(String(repeating: "istio_requests_total{a=\"y\"} 5\n", count: 100), with: &small, splits: [900])
    #expect(large.page.ending == .tooLarge)
  }

  @Test func linesThatComeAndGoAreForgotten() {
    var parser = StatsPageParser()
    for round in 0..<40 {
      let text = (0..<100).map { "istio_requests_total{response_code=\"\(round)-\($0)\"} 5\n" }.joined()
      let reading = Reading(text, with: &parser)
      #expect(reading.page.samples == 100)
      #expect(parser.slots.count <= 2_200)
    }
    #expect(parser.generation > 0)
  }

  @Test func anyMutationIsSurvived() {
    var random = SeededGenerator(seed: 20_260_801)
    let valid = Array((SamplePage.page([Self.twoSeries[1]], count: 4_711) + "# EOF\n").utf8)
    let interesting = Array("\"\\{}\n,= #\u{0}\r\t-.eENI9".utf8)
    var parser = StatsPageParser()
    for _ in 0..<300 {
      var bytes = valid
      for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[place] = interesting.randomElement(using: &random) ?? 0
        case 2: bytes.remove(at: place)
        case 3: bytes.insert(interesting.randomElement(using: &random) ?? 0, at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...2_000, using: &random)))
        }
      }
      let split = Int.random(in: 0...bytes.count, using: &random)
      let known = Reading(bytes, with: &parser, splits: [split])
      var fresh = StatsPageParser()
      let first = Reading(bytes, with: &fresh)
      // What was known before and where the chunks end must not change what is read.
      #expect(known == first)
      #expect(first.values.values.allSatisfy { $0 >= 0 && $0.isFinite })
    }
  }
}
