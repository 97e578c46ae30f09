import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("Requests since a change") struct SplitCountTests {
  private func points(_ rate: Double, from start: Int, to end: Int) -> [TrafficPoint] {
    (start..<end).map { TrafficPoint(time: Double($0 + 1) * 5, seconds: 5, rate: rate) }
  }

  @Test("counts every point once, and none that began before the start")
  func counts() {
    var count = SplitCount(versions: 2, since: 7)
    count.add([points(8, from: 0, to: 3), points(2, from: 0, to: 3)])
    // The points of 0...5 and 5...10 reach back too far.
    #expect(count.counts == [40, 10])
    count.add([points(8, from: 0, to: 3), points(2, from: 0, to: 3)])
    #expect(count.counts == [40, 10])
    count.add([points(8, from: 0, to: 5), points(2, from: 0, to: 4)])
    #expect(count.counts == [120, 20])
  }

  @Test("a point with requests of an earlier time is left out whole")
  func late() {
    var count = SplitCount(versions: 1, since: 7)
    count.add([[TrafficPoint(time: 15, seconds: 5, since: 4, rate: 8), TrafficPoint(time: 20, seconds: 5, rate: 8)]])
    #expect(count.counts == [40])
  }

  @Test("begins anew from the newest point")
  func restart() {
    var count = SplitCount(versions: 1, since: 0)
    count.add([points(8, from: 0, to: 3)])
    count.restart()
    #expect(count.total == 0)
    count.add([points(8, from: 0, to: 4)])
    #expect(count.counts == [40])
  }

  /// Reviews as it is seen `seconds` after the weights went from 80/20 to 50/50, with the split following at once.
  private func look(_ seconds: Double, isFollowing: Bool = true) throws -> GraphCard {
    var stage = Stage()
    var mesh = Bookinfo()
    let changed = mesh.timestamp + 5
    mesh.timestamp = changed
    mesh.weights = (50, 50, 0)
    let newer = Objects.virtualService.replacing("48213", with: "49000")
    let configuration = Objects.configuration(virtualServices: [newer])
    stage.send(.mesh(MeshView(snapshot: mesh.snapshot(), configuration: configuration)))
    mesh.timestamp = changed + seconds
    var now = mesh
    if isFollowing { now.split = (0.5, 0.5) }
    var snapshot = now.snapshot()
    // The window still holds mostly what was before.
    mesh.split = (0.75, 0.25)
    let old = mesh.snapshot()
    snapshot.nodes = old.nodes
    snapshot.edges = old.edges
    stage.send(.mesh(MeshView(snapshot: snapshot, configuration: configuration)))
    let reviews = ServiceID(namespace: "default", name: "reviews")
    return try #require(stage.state.liveCard(reviews))
  }

  @Test("a window that reaches across a change raises no alarm")
  func noFalseAlarm() throws {
    let early = try look(3)
    #expect(!early.isOffWeights)
    #expect(early.rows[0].observed == 75)
    let later = try look(12)
    #expect(!later.isOffWeights)
    #expect(abs((later.rows[0].observed ?? 0) - 50) < 1e-9)
  }

  @Test("traffic that does not follow a change does")
  func realAlarm() throws {
    let card = try look(12, isFollowing: false)
    #expect(card.isOffWeights)
  }
}
