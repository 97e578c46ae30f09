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

  @Test func pointsHoldWhatCameSinceThePollBefore() throws {
    let mesh = Mesh(options: CollectorOptions(refresh: 5, window: 60))
    // So many requests in all at each poll.
    let totals = [0.0, 100, 100, 400, 410]
    for (step, total) in totals.enumerated() {
      mesh.poll(at: Double(step) * 5, [Sample(value: total)])
      _ = mesh.snapshot(at: Double(step) * 5 + 0.5)
    }
    let snapshot = mesh.snapshot(at: 21, isPoll: false)
    let edge = try #require(snapshot.edge("productpage-v1", "svc_Kubernetes_default_reviews"))
    #expect(near(edge.rate, 410 / 20))
    let points = try #require(snapshot.edgeHistory[edge.id])
    #expect(points.map(\.amount) == [100, 0, 300, 10])
    #expect(points.map(\.seconds) == [5, 5, 5, 5])
    #expect(points.map(\.since) == [0, 5, 10, 15])
    let service = try #require(snapshot.node("svc_Kubernetes_default_reviews"))
    #expect(snapshot.nodeHistory[service.id]?.map(\.amount) == [100, 0, 300, 10])
    #expect(snapshot.nodeHistory[edge.source]?.map(\.amount) == [100, 0, 300, 10])
  }

  @Test func amountsAddUpToTheCounters() throws {
    // Two reporters, each polled at its own time, each at its own pace, with polls that fail now and then.
    var random = SeededGenerator(seed: 7)
    let (client, server) = ("default/productpage-v1", "default/reviews-v1")
    let mesh = Mesh([client, server], options: CollectorOptions(refresh: 2, window: 10))
    var time = 0.0
    var total = 0.0
    for step in 0..<60 {
      time += Double.random(in: 1.5...2.5, using: &random)
      total += Double(Int.random(in: 0...30, using: &random))
      let isLast = step == 59
      if isLast || step < 2 || Double.random(in: 0..<1, using: &random) < 0.9 {
        mesh.poll(client, at: time, [Sample(value: total)])
      }
      if !isLast { total += 1 }
      if isLast || step < 2 || step % 7 != 3 {
        mesh.poll(server, at: time + 0.3, [Sample(reporter: "destination", value: total)])
      }
      _ = mesh.snapshot(at: time + 0.4)
    }
    let snapshot = mesh.snapshot(at: time + 1, isPoll: false)
    let edge = try #require(snapshot.edge("productpage-v1", "svc_Kubernetes_default_reviews"))
    let points = try #require(snapshot.edgeHistory[edge.id])
    let first = try #require(points.first)
    let amount = points.reduce(0) { $0 + $1.amount }
    // All that the destination counted since its first page; points keep seven digits.
    let counted = total - Self.atFirst(seed: 7)
    #expect(abs(amount - counted) < counted * 1e-6)
    #expect(first.since < first.time)
    #expect(points.allSatisfy { $0.since <= $0.time - $0.seconds + 1e-6 })
  }

  /// What the first page of the test above said.
  private static func atFirst(seed: UInt64) -> Double {
    var random = SeededGenerator(seed: seed)
    _ = Double.random(in: 1.5...2.5, using: &random)
    return Double(Int.random(in: 0...30, using: &random)) + 1
  }

  @Test func aSilenceIsNoBurst() throws {
    let mesh = Mesh(options: CollectorOptions(refresh: 5, window: 60))
    let other = "default/other"
    mesh.inventory.proxies.append(
      ProxyTarget(
        id: other, namespace: "default", pod: "other", workload: "other",
        address: .pod(namespace: "default", name: "other", ip: "10.0.0.2")))
    mesh.ledger.setProxies(mesh.inventory.proxies)
    for step in 0...8 {
      let time = Double(step) * 5
      mesh.poll(other, at: time, [Sample(source: "other-v1", value: time)])
      // From the third poll to the seventh the proxy does not answer.
      if !(3...7).contains(step) { mesh.poll(at: time, [Sample(value: time * 10)]) }
      _ = mesh.snapshot(at: time)
    }
    let snapshot = mesh.snapshot(at: 41, isPoll: false)
    let edge = try #require(snapshot.edge("productpage-v1", "svc_Kubernetes_default_reviews"))
    let points = try #require(snapshot.edgeHistory[edge.id])
    #expect(points.map(\.rate) == [10, 10, 0, 0, 0, 0, 0, 10])
    // And who counts requests since a moment in that silence leaves the point out.
    #expect(points.last?.since == 10)
  }

  @Test func joinedPointsKeepTheirAmount() {
    var history = TrafficHistory()
    var sum = 0.0
    for step in 1...1_000 {
      let rate = Double(step % 7)
      sum += rate
      history.append(TrafficPoint(time: Double(step), seconds: 1, rate: rate), limit: 50)
    }
    #expect(history.points.count <= 50)
    #expect(abs(history.points.reduce(0) { $0 + $1.amount } - sum) < sum * 1e-6)
  }

  @Test func whatVanishedFades() throws {
    var book = HistoryBook()
    let edge = MeshEdge(id: EdgeID(source: NodeID("a"), target: NodeID("b"), protocol: .http), rate: 5)
    let graph = GraphBuilder.Graph(nodes: [], edges: [edge], recent: [edge.id: RequestTotals(rate: 5)])
    func span(_ time: Double) -> HistoryBook.Span { HistoryBook.Span(time: time, seconds: 5, since: time - 5) }
    book.record(graph, over: span(0))
    book.record(GraphBuilder.Graph(), over: span(5))
    book.record(graph, over: span(10))
    #expect(book.edgePoints(graph)[edge.id]?.map(\.rate) == [5, 0, 5])
    for step in 3..<400 { book.record(GraphBuilder.Graph(), over: span(Double(step) * 5)) }
    #expect(book.edgePoints(graph)[edge.id] == [])
  }
}
