import MeshModel
import Testing

@testable import Collector

@Suite struct HistoryTests {
  @Test func keepsHalfAnHourInBoundedSpace() throws {
    var history = TrafficHistory()
    for step in 0..<5_000 { history.append(TrafficPoint(time: Double(step), rate: 2, percentError: 1), limit: 100) }
    #expect(history.points.count <= 100)
    #expect(history.points == history.points.sorted { $0.time < $1.time })
    #expect(history.points.last?.time == 4_999)
    #expect(try #require(history.points.first).time >= 4_999 - TrafficHistory.span)
    #expect(try #require(history.points.first).time < 4_999 - TrafficHistory.span / 2)
    #expect(history.points.allSatisfy { $0.rate == 2 && $0.percentError == 1 })
    // Dense at the end.
    #expect(history.points.suffix(20).map(\.time) == (4_980..<5_000).map(Double.init))
  }

  @Test func timeDoesNotGoBack() {
    var history = TrafficHistory()
    history.append(TrafficPoint(time: 5, rate: 1), limit: 10)
    history.append(TrafficPoint(time: 5, rate: 2), limit: 10)
    #expect(history.points.map(\.rate) == [1])
  }

  @Test func onlyPollsAddPoints() throws {
    let mesh = Mesh()
    for step in 0...6 {
      mesh.poll(at: Double(step) * 5, [Sample(value: Double(step) * 50)])
      _ = mesh.snapshot(at: Double(step) * 5)
      _ = mesh.snapshot(at: Double(step) * 5 + 1, isPoll: false)
    }
    let snapshot = mesh.snapshot(at: 31, isPoll: false)
    let edge = try #require(snapshot.edge("productpage-v1", "svc_Kubernetes_default_reviews"))
    let points = try #require(snapshot.edgeHistory[edge.id])
    #expect(points.map(\.time) == [5, 10, 15, 20, 25, 30])
    #expect(points.allSatisfy { near($0.rate, 10) && $0.percentError == 0 })
    #expect(snapshot.nodeHistory.count == snapshot.nodes.count)
  }

  @Test func whatVanishedFades() throws {
    var book = HistoryBook()
    let edge = MeshEdge(id: EdgeID(source: NodeID("a"), target: NodeID("b"), protocol: .http), rate: 5)
    let graph = GraphBuilder.Graph(nodes: [], edges: [edge])
    book.record(graph, at: 0)
    book.record(GraphBuilder.Graph(), at: 5)
    book.record(graph, at: 10)
    #expect(book.edgePoints(graph)[edge.id]?.map(\.rate) == [5, 0, 5])
    for step in 3..<400 { book.record(GraphBuilder.Graph(), at: Double(step) * 5) }
    #expect(book.edgePoints(graph)[edge.id] == [])
  }
}
