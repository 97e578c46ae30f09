import Foundation
import Glibc
import ProxyStats

/// How fast stats pages are read: the first time and when their lines are known, beside a search for newlines with
/// `memchr`, which is the least that any reader of lines must do.
enum ParsingBenchmark {
  static func run() async throws -> [Table] {
    let mesh = await MeshFixture(services: 200, moments: 2)
    let whole = await MeshFixture(services: 200, moments: 2, query: "")
    var table = Table(
      title: "Reading stats pages, in chunks of 16 KiB (budget: 600 MB/s at first sight, 3,000 MB/s later)",
      columns: ["page", "bytes", "lines", "first sight MB/s", "of memchr", "known MB/s", "of memchr", "memchr MB/s"])
    let cases = [
      ("filtered, median proxy of 200 services", mesh.pages(ofLargest: false)),
      ("filtered, largest of 200 services", mesh.pages(ofLargest: true)),
      ("whole page, median proxy", whole.pages(ofLargest: false)),
      ("whole page, largest", whole.pages(ofLargest: true)),
      ("10,000 request counters", (1...2).map(counters)),
    ]
    for (name, pages) in cases { table.rows.append(measure(name, pages)) }
    return [table]
  }

  /// Table rows with the speeds at which a page in a file is read, for comparison with other parsers on the same bytes.
  static func speeds(ofFile path: String) throws -> String {
    let page = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let row = measure("", [page, page])
    return "| vigla, first sight | \(row[3]) |\n| vigla, known lines | \(row[5]) |\n| memchr | \(row[7]) |\n"
  }

  private static func measure(_ name: String, _ pages: [[UInt8]]) -> [String] {
    let bytes = Double(pages[0].count)
    let repeats = max(1, 2_000_000 / max(1, pages[0].count))
    var lines = 0
    let scan = Measurement.best(of: 20, repeats: repeats) { lines = newlines(pages[0]) }
    var errors = 0
    let first = Measurement.best(of: 20, repeats: max(1, repeats / 4)) {
      var parser = StatsPageParser()
      errors += feed(&parser, pages[0])
    }
    // Two pages in turn, so that the values change as they do from poll to poll.
    var parser = StatsPageParser()
    for page in pages { errors += feed(&parser, page) }
    var turn = 0
    let later = Measurement.best(of: 40, repeats: repeats) {
      turn += 1
      errors += feed(&parser, pages[turn % pages.count])
    }
    precondition(errors == 0, "the pages are well-formed")
    func speed(_ seconds: Double) -> String { Measurement.text(bytes / seconds / 1e6) }
    return [
      name, "\(pages[0].count)", "\(lines)", speed(first), Measurement.text(scan / first, 2), speed(later),
      Measurement.text(scan / later, 2), speed(scan),
    ]
  }

  private static func feed(_ parser: inout StatsPageParser, _ page: [UInt8]) -> Int {
    parser.begin()
    page.withUnsafeBytes { bytes in
      var start = 0
      while start < bytes.count {
        let end = min(bytes.count, start + 16_384)
        _ = parser.consume(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        start = end
      }
    }
    return parser.finish().errors
  }

  private static func newlines(_ page: [UInt8]) -> Int {
    page.withUnsafeBytes { bytes in
      guard var place = bytes.baseAddress else { return 0 }
      let end = place + bytes.count
      var count = 0
      while place < end, let found = memchr(place, 10, end - place) {
        count += 1
        place = UnsafeRawPointer(found) + 1
      }
      return count
    }
  }

  /// A page of one metric, each line with a label set of its own: the worst case at first sight.
  private static func counters(_ factor: Int) -> [UInt8] {
    var page: [UInt8] = []
    for number in 0..<10_000 {
      let service = "service-\(number % 500)"
      let labels = [
        ("reporter", "source"), ("source_workload", "front-v1"), ("source_canonical_service", "front"),
        ("source_canonical_revision", "v1"), ("source_workload_namespace", "shop"),
        ("source_principal", "spiffe://cluster.local/ns/shop/sa/front"), ("source_app", "front"),
        ("source_version", "v1"), ("source_cluster", "Kubernetes"), ("destination_workload", "\(service)-v1"),
        ("destination_workload_namespace", "shop"),
        ("destination_principal", "spiffe://cluster.local/ns/shop/sa/\(service)"), ("destination_app", service),
        ("destination_version", "v1"), ("destination_service", "\(service).shop.svc.cluster.local"),
        ("destination_canonical_service", service), ("destination_canonical_revision", "v1"),
        ("destination_service_name", service), ("destination_service_namespace", "shop"),
        ("destination_cluster", "Kubernetes"), ("request_protocol", "http"),
        ("response_code", "\(200 + number / 500)"), ("grpc_response_status", ""), ("response_flags", "-"),
        ("connection_security_policy", "unknown"),
      ]
      let text = labels.map { "\($0)=\"\($1)\"" }.joined(separator: ",")
      page += Array("istio_requests_total{\(text)} \((number + 1) * factor * 37)\n".utf8)
    }
    return page
  }
}
