import Testing

@testable import DemoMesh

@Suite("Genuine names of Istio's metrics")
struct IstioMetricNamesTests {
  private static func renamed(_ pieces: [[UInt8]]) -> [UInt8] {
    var names = IstioMetricNames()
    var page: [UInt8] = []
    for piece in pieces { names.rename(piece, into: &page) }
    names.finish(into: &page)
    return page
  }

  private static func renamed(_ text: String) -> String {
    String(decoding: renamed([Array(text.utf8)]), as: UTF8.self)
  }

  /// The same line by line, without regard to pieces.
  private static func expected(_ bytes: [UInt8]) -> [UInt8] {
    let lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map { line -> [UInt8] in
      for opening in ["", "# TYPE ", "# HELP "] where line.starts(with: Array("\(opening)envoy_istio_".utf8)) {
        return Array(opening.utf8) + line.dropFirst(opening.utf8.count + 6)
      }
      return Array(line)
    }
    return Array(lines.joined(separator: [10]))
  }

  @Test(
    "Only names lose the prefix",
    arguments: [
      ("envoy_istio_requests_total{a=\"b\"} 1\n", "istio_requests_total{a=\"b\"} 1\n"),
      ("# TYPE envoy_istio_requests_total counter\n", "# TYPE istio_requests_total counter\n"),
      ("# HELP envoy_istio_requests_total all\n", "# HELP istio_requests_total all\n"),
      ("envoy_istio_", "istio_"), ("envoy_istio", "envoy_istio"), ("# TYPE ", "# TYPE "), ("", ""), ("\n\n", "\n\n"),
      ("envoy_cluster_x{} 1\nenvoy_istio_build{} 1", "envoy_cluster_x{} 1\nistio_build{} 1"),
      ("a{b=\"envoy_istio_x\"} 1\n", "a{b=\"envoy_istio_x\"} 1\n"), (" envoy_istio_x 1", " envoy_istio_x 1"),
      ("envoy_\nenvoy_istio_x 1\r\n", "envoy_\nistio_x 1\r\n"), ("#TYPE envoy_istio_x y", "#TYPE envoy_istio_x y"),
      ("envoy_istio_envoy_istio_x 1", "istio_envoy_istio_x 1"),
    ])
  func table(page: String, expected: String) { #expect(Self.renamed(page) == expected) }

  @Test("The bytes do not depend on the pieces in which a page comes", arguments: 0..<40)
  func pieces(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let words = ["envoy_istio_", "envoy_", "istio_", "# TYPE ", "# HELP ", "\n", "\n", "x", " 1\n", "#", "é"]
    let page = (0..<200).flatMap { _ in Array(words[random.index(below: words.count)].utf8) }
    let whole = Self.renamed([page])
    #expect(whole == Self.expected(page))
    var pieces: [[UInt8]] = []
    var rest = page[...]
    while !rest.isEmpty {
      let count = min(rest.count, random.index(below: 9))
      pieces.append(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    #expect(Self.renamed(pieces) == whole)
    #expect(Self.renamed(page.map { [$0] }) == whole)
  }

  @Test("Any bytes pass", arguments: 0..<20)
  func fuzz(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let page = (0..<5000).map { _ in UInt8.random(in: 0...255, using: &random) }
    #expect(Self.renamed([page]) == Self.expected(page))
  }

  @Test("Every byte of a page that was cut anywhere is still there")
  func cuts() {
    let page = Array("# TYPE envoy_istio_requests_total counter\nenvoy_istio_requests_total{} 5\n".utf8)
    for end in 0...page.count {
      let cut = Array(page[..<end])
      #expect(Self.renamed([cut]) == Self.expected(cut))
    }
  }
}
