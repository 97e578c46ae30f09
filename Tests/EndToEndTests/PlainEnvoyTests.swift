import Foundation
import Testing

/// Graphs of proxies that have no `istio_*` metrics.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct PlainEnvoyTests {
  private struct Graph: Decodable {
    struct Node: Decodable {
      var id: String
      var kind: String
      var workload: String?
      var service: String?
      var name: String { service.map { $0 + " service" } ?? workload ?? id }
    }
    struct Edge: Decodable {
      var source: String
      var target: String
      var rate: Double
      var percentError: Double?
      var trafficSource: String?
    }
    struct Notice: Decodable {
      var code: String
      var text: String
    }
    var windowSeconds: Double
    var nodes: [Node]
    var edges: [Edge]
    var notices: [Notice]

    /// Requests of the window by `source → target`.
    var requests: [String: Double] {
      let names = Dictionary(uniqueKeysWithValues: nodes.map { ($0.id, $0.name) })
      return Dictionary(
        uniqueKeysWithValues: edges.map { edge in
          ("\(names[edge.source] ?? "?") → \(names[edge.target] ?? "?")", (edge.rate * windowSeconds).rounded())
        })
    }
  }

  private static func graph(_ endpoints: String, _ envoys: PlainEnvoys) throws -> Graph {
    let output = try #require(
      Tools.run(
        Tools.vigla, ["graph", "--endpoints", endpoints, "--refresh", "1", "--window", "10s", "-o", "json"],
        environment: envoys.environment))
    #expect(output.status == 0, "\(output.errors)")
    #expect(output.errors.contains("Source: clusters"))
    return try JSONDecoder().decode(Graph.self, from: Data(output.text.utf8))
  }

  /// Expects these requests in the window. A rate is over the time between polls, which is the window but for the time
  /// that the polls themselves take.
  private func expect(
    _ graph: Graph, _ expected: [String: Double], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(graph.requests.keys.sorted() == expected.keys.sorted(), sourceLocation: sourceLocation)
    #expect(
      expected.allSatisfy { edge, count in abs((graph.requests[edge] ?? 0) / count - 1) < 0.05 },
      "\(graph.requests)", sourceLocation: sourceLocation)
  }

  @Test(.enabled(if: Tools.mustHaveAll || Tools.find("python3") != nil, "python3 is missing"))
  func `Captured pages of two moments make a graph`() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("ProxyStatsTests/Captures/clusters.json").path
    let envoys = try PlainEnvoys("captured", page)
    let admin = try #require(try envoys.line()["admin"] as? String)
    let list = try envoys.endpoints(
      """
      - {url: "\(admin)", workload: productpage-v1, namespace: default, labels: {app: productpage, version: v1}}
      """)
    let graph = try Self.graph(list, envoys)
    // Both edges of the one way; the host is known by its subset alone.
    let version = try #require(graph.nodes.first { $0.id.hasSuffix("reviews_v3") })
    expect(graph, ["productpage-v1 → reviews service": 50, "reviews service → \(version.name)": 50])
    #expect(graph.edges.allSatisfy { $0.trafficSource == "clusters" && $0.percentError == 0 })
    #expect(graph.notices.contains { $0.code == "source-clusters" })

    let proxies = try #require(
      Tools.run(
        Tools.vigla, ["proxies", "--endpoints", list, "--refresh", "1", "--window", "10s", "-o", "json"],
        environment: envoys.environment))
    let rows = try #require(try JSONSerialization.jsonObject(with: Data(proxies.text.utf8)) as? [[String: Any]])
    #expect(rows.count == 1)
    #expect(rows.first?["source"] as? String == "clusters")
    #expect(rows.first?["version"] as? String == "1.40.0")
    #expect(rows.first?["ejectedHosts"] as? Int == 1)
  }

  @Test(.needsEnvoy) func `Real Envoys without any Istio name: edges are what the servers counted`() throws {
    let envoys = try PlainEnvoys("real", try #require(Tools.envoy))
    let admins = try #require(try envoys.line()["admins"] as? [String: String])
    let list = try envoys.endpoints(admins.values.sorted().map { "- {url: \"\($0)\"}\n" }.joined())
    let graph = try Self.graph(list, envoys)
    let received = try #require(try envoys.line()["received"] as? [String: Double])
    #expect(received["orders-app"] == 200)
    #expect(received["stock.app"] == 100)
    let expected: [String: Double] = [
      "front → orders service": 200, "orders service → orders": 200, "orders → orders-app service": 200,
      "front → stock.internal service": 100, "stock.internal service → stock": 100, "stock → stock.app service": 100,
    ]
    expect(graph, expected)
    let failed = try #require(received["orders-app failed"])
    let orders = graph.nodes.first { $0.service == "orders-app" }
    let edge = try #require(graph.edges.first { $0.target == orders?.id })
    #expect(abs((edge.percentError ?? 0) - failed / 2) < 1)
    #expect(graph.notices.contains { $0.code == "no-route" && $0.text.contains("100 by front") })
  }
}
