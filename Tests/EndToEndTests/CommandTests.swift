import Foundation
import Testing

/// The commands of the contract against a headless demo.
@Suite(.serialized)
struct CommandTests {
  private let demo: HeadlessDemo

  init() throws { demo = try HeadlessDemo() }

  private struct Graph: Decodable {
    struct Node: Decodable {
      var id: String
      var kind: String
      var namespace: String?
      var service: String?
      var workload: String?
      var version: String?
    }
    struct Edge: Decodable {
      var source: String
      var target: String
      var `protocol`: String
      var rate: Double
      var percentOfSource: Double
      var configuredWeight: Double?
    }
    var windowSeconds: Double
    var graphType: String
    var nodes: [Node]
    var edges: [Edge]
  }

  private static func graph(_ demo: HeadlessDemo) throws -> Graph {
    let output = try demo.vigla("graph", "--refresh", "1", "--window", "10s", "-o", "json")
    #expect(output.status == 0, "\(output.errors)")
    return try JSONDecoder().decode(Graph.self, from: Data(output.text.utf8))
  }

  @Test func `The graph of Bookinfo as JSON splits reviews in thirds`() throws {
    let graph = try Self.graph(demo)
    #expect(graph.graphType == "versioned-app")
    let reviews = try #require(graph.nodes.first { $0.kind == "service" && $0.service == "reviews" })
    let split = graph.edges.filter { $0.source == reviews.id }
    #expect(split.count == 3)
    // About 2,000 requests: six standard deviations are 6.3 points.
    for edge in split { #expect(abs(edge.percentOfSource - 100 / 3) < 6.5) }
    let page = try #require(graph.edges.first { $0.target == reviews.id })
    #expect(page.rate > 150 && page.rate < 250)
  }

  @Test(arguments: ["text", "dot"])
  func `The graph is printed for people and for Graphviz`(format: String) throws {
    let output = try demo.vigla("graph", "--refresh", "1", "--window", "10s", "-o", format)
    #expect(output.status == 0)
    for name in ["productpage", "reviews", "ratings", "details"] { #expect(output.text.contains(name)) }
    #expect(!output.text.unicodeScalars.contains { $0.value == 0x1b })
  }

  @Test func `Shift writes weights, the split follows, and undo puts everything back`() throws {
    let dry = try demo.vigla("shift", "reviews", "v1=80", "v2=20", "--dry-run", "server", "-o", "diff")
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(dry.text.contains("+        weight: 80") || dry.text.contains("weight: 80"))
    let written = try demo.vigla("shift", "reviews", "v1=80", "v2=20", "--yes")
    #expect(written.status == 0, "\(written.errors)")
    let after = try Self.graph(demo)
    let service = try #require(after.nodes.first { $0.kind == "service" && $0.service == "reviews" })
    let versions = Dictionary(
      after.nodes.map { ($0.id, $0.version ?? "") }, uniquingKeysWith: { first, _ in first })
    let first = try #require(after.edges.first { $0.source == service.id && versions[$0.target] == "v1" })
    #expect(first.configuredWeight == 80)
    #expect(abs(first.percentOfSource - 80) < 6)
    let undone = try demo.vigla("undo", "--yes")
    #expect(undone.status == 0, "\(undone.errors)")
    let left = try demo.vigla("config", "-o", "json")
    #expect(left.status == 0)
    #expect(!left.text.contains("reviews"))
  }

  @Test(arguments: [
    ("fault details --abort 503 --abort-percent 50", "httpStatus: 503"),
    ("fault reviews --delay 5s --match header:end-user=jason", "fixedDelay: 5s"),
    ("timeout reviews 1s", "timeout: 1s"), ("retry reviews --attempts 3 --per-try 2s --on 5xx", "attempts: 3"),
    ("route reviews --match header:end-user=jason --to v3", "exact: jason"),
    ("mirror reviews --to v2 --percent 10", "mirrorPercentage"),
    ("policy reviews --max-connections 3", "maxConnections: 3"),
    ("expose productpage --host bookinfo.example.com --gateway bookinfo", "kind: Gateway"),
    ("policy reviews --locality eu=us --consecutive-5xx 5", "failover:"),
    ("expose productpage --host a.example.com --gateway bookinfo --branch /api=details", "prefix: /api"),
    ("cors reviews --origin https://shop.example --methods GET,POST --max-age 1h", "exact: https://shop.example"),
    ("redirect details --match uri=/old --uri /new", "uri: /new"), ("rewrite details --uri /", "rewrite:"),
  ])
  func `Each edit is shown and passes the server's dry run`(line: String, part: String) throws {
    let arguments = line.split(separator: " ").map(String.init) + ["--dry-run", "server"]
    let output = try #require(Tools.run(Tools.vigla, arguments, environment: demo.environment))
    #expect(output.status == 0, "\(output.errors)")
    #expect(output.text.contains(part), "\(output.text)")
    #expect(output.errors.contains("server dry run: accepted"))
    // Nothing was written.
    let kept = try demo.vigla("config", "-o", "json")
    #expect(!kept.text.contains("reviews") && !kept.text.contains("details") && !kept.text.contains("productpage"))
  }

  @Test func `Proxies without Kubernetes are read from a list`() throws {
    let list = demo.ready.proxies.map {
      "- {url: \"\($0.stats)\", workload: \($0.workload), namespace: \($0.namespace)}"
    }
    let file = demo.state.appendingPathComponent("endpoints.yaml")
    try Data((list.joined(separator: "\n") + "\n").utf8).write(to: file)
    let output = try demo.vigla(
      "graph", "--endpoints", file.path, "--refresh", "1", "--window", "10s", "-o", "json")
    #expect(output.status == 0, "\(output.errors)")
    let graph = try JSONDecoder().decode(Graph.self, from: Data(output.text.utf8))
    #expect(graph.edges.contains { $0.source.contains("reviews") || $0.target.contains("reviews") })
  }

  @Test(arguments: [
    ("shift reviews v1=80", 5), ("shift reviews v9=100 --yes", 5), ("shift nothere v1=100 --yes", 5),
    ("shift reviews v1=eighty", 2), ("nonsense", 2), ("graph --refresh 0", 2), ("graph --window 1h", 2),
    ("graph -A -n default", 2), ("graph --context nowhere", 2), ("undo no-such-change --yes", 1),
    ("history no-such-change", 1), ("canary reviews --to v2 --steps 5,1", 2), ("canary reviews --to v9 --yes", 5),
    ("canary reviews --to v2 --interval 1s", 2), ("cors reviews --yes", 5), ("cors reviews --origin shop --yes", 5),
    ("policy reviews --locality a>b=50 --yes", 5), ("policy reviews --locality a>b=100 --locality c=d --yes", 2),
    ("expose productpage --host a.example.com --gateway g --branch /api=nobody --yes", 5),
    ("keep --once --read-only", 5), ("explain reviews --gateway a/b --from c", 2), ("explain x --gateway no/such", 5),
    ("explain nosuch", 5), ("policy reviews --yes", 2), ("validate -f /etc/passwd", 5),
  ])
  func `A wrong call ends with its code and says why`(line: String, code: Int32) throws {
    let arguments = line.split(separator: " ").map(String.init)
    let output = try #require(Tools.run(Tools.vigla, arguments, environment: demo.environment))
    #expect(output.status == code, "\(output.errors)")
    #expect(!output.errors.isEmpty)
    #expect(output.text.isEmpty)
  }

  @Test(arguments: [
    ("nonsense", "There is no command nonsense."), ("grap", "Did you mean graph?"),
    ("--window 10s graph", "The command comes before its options: vigla graph --window 10s"),
    ("shift review v1=100", "Did you mean reviews.default?"), ("explain detail", "Did you mean details.default?"),
    ("history no-such-change", "Error: The journal has no entry"),
    ("validate -f /etc/passwd", "/etc/passwd: this is no Kubernetes object, as it has no kind."),
  ])
  func `A mistyped name is answered with what may be meant`(line: String, words: String) throws {
    let arguments = line.split(separator: " ").map(String.init)
    let output = try #require(Tools.run(Tools.vigla, arguments, environment: demo.environment))
    #expect(output.status != 0)
    #expect(output.errors.contains(words), "\(output.errors)")
  }

  @Test func `A server that is not there ends with code 3, one that does not know the token with 4`() throws {
    let text = try String(contentsOfFile: demo.ready.kubeconfig, encoding: .utf8)
    let unknown = demo.state.appendingPathComponent("unknown.yaml")
    try text.replacing(try Regex("token: .*"), with: "token: wrong").write(
      to: unknown, atomically: true, encoding: .utf8)
    let gone = demo.state.appendingPathComponent("gone.yaml")
    try text.replacing(try Regex("server: .*"), with: "server: https://127.0.0.1:1")
      .write(to: gone, atomically: true, encoding: .utf8)
    for (file, code) in [(unknown, Int32(4)), (gone, 3)] {
      let output = try demo.vigla("graph", "--kubeconfig", file.path, "--window", "10s")
      #expect(output.status == code, "\(output.errors)")
      #expect(!output.errors.isEmpty)
    }
  }

  @Test func `A namespace that does not exist is named, with those that do`() throws {
    let output = try demo.vigla("graph", "-n", "nosuch", "--window", "10s")
    #expect(output.status == 1)
    #expect(output.errors.contains("no namespace nosuch"))
    #expect(output.errors.contains("default"))
  }

  @Test(arguments: [(SIGTERM, Int32(143)), (SIGINT, Int32(130))])
  func `The headless demo runs until a signal and removes its kubeconfig`(number: Int32, code: Int32) throws {
    let demo = try HeadlessDemo()
    #expect(FileManager.default.fileExists(atPath: demo.ready.kubeconfig))
    #expect(demo.ready.proxies.count == 7)
    #expect(demo.end(with: number) == code)
    #expect(!FileManager.default.fileExists(atPath: demo.ready.kubeconfig))
  }
}
