import Cells
import MeshModel
import Testing

@testable import Dashboard
@testable import Recording

@Suite("Looking back") struct TimeTests {
  private static let start = Bookinfo().timestamp

  /// Looks at Bookinfo 2 s apart, each with 10 requests/s more than the one before.
  private static func views(_ count: Int) -> [MeshView] {
    (0..<count).map { i in
      var bookinfo = Bookinfo()
      bookinfo.rate = 50 + Double(i) * 10
      bookinfo.timestamp += Double(i) * 2
      return MeshView(snapshot: bookinfo.snapshot(), configuration: Objects.configuration())
    }
  }

  private static func moments(_ views: [MeshView]) throws -> [EncodedMoment] {
    let encoder = MomentEncoder()
    return try views.map { try encoder.encode(MeshMoment(snapshot: $0.snapshot, configuration: $0.configuration)) }
  }

  /// A session that has seen a number of looks.
  private func stage(_ count: Int) throws -> Stage {
    var stage = Stage(bookinfo: nil)
    let views = Self.views(count)
    for (view, moment) in zip(views, try Self.moments(views)) {
      stage.send(.tick(view.snapshot.timestamp + 0.5))
      stage.send(.mesh(view))
      stage.send(.kept(moment))
    }
    return stage
  }

  private func rate(_ stage: Stage) -> Double? { stage.state.shown?.snapshot.edges.map(\.rate).max() }

  @Test("braces go back and on a look at a time, space to what is live")
  func steps() throws {
    var stage = try stage(5)
    let live = try #require(rate(stage))
    stage.type("{")
    #expect(try #require(rate(stage)) < live)
    #expect(stage.text.contains("FROZEN"))
    stage.type("{{{")
    #expect(stage.state.shown?.snapshot.timestamp == Self.start)
    stage.type("{")
    #expect(stage.text.contains("This is the oldest moment that is kept."))
    stage.type("}}}")
    #expect(stage.state.shown?.snapshot.timestamp == Self.start + 6)
    stage.press(.space)
    #expect(rate(stage) == live)
    #expect(!stage.text.contains("FROZEN"))
  }

  @Test("a moment is shown as it was then, with the history up to then")
  func asItWas() throws {
    var stage = try stage(5)
    let earlier = try self.stage(3)
    stage.type("{{")
    #expect(stage.state.shown?.snapshot.timestamp == earlier.state.shown?.snapshot.timestamp)
    let shown = try #require(stage.state.shown?.snapshot)
    #expect(shown.nodes.count == earlier.state.shown?.snapshot.nodes.count)
    #expect(shown.edgeHistory.values.allSatisfy { $0.allSatisfy { $0.time <= shown.timestamp } })
    // What comes in meanwhile changes nothing on the screen.
    let before = stage.state.graph.model
    stage.send(.mesh(Self.views(9)[8]))
    #expect(stage.state.graph.model == before)
  }

  @Test("round brackets jump by a minute")
  func jumps() throws {
    var stage = try stage(70)
    stage.type("(")
    #expect(stage.state.shown?.snapshot.timestamp == Self.start + 78)
    stage.type("((")
    #expect(stage.state.shown?.snapshot.timestamp == Self.start)
    stage.type(")")
    #expect(stage.state.shown?.snapshot.timestamp == Self.start + 60)
  }

  @Test("without anything kept, going back says so")
  func nothing() {
    var stage = Stage()
    stage.type("{")
    #expect(stage.text.contains("There is nothing to go back to yet."))
    #expect(!stage.text.contains("FROZEN"))
  }

  // MARK: Replay

  private func replay(_ count: Int, speed: Double = 1) throws -> Stage {
    var moments = MomentHistory(span: .infinity, room: .max)
    for moment in try Self.moments(Self.views(count)) { moments.append(moment) }
    let head = RecordingHead(mesh: "prod-eu", namespaces: ["default"], startedAt: Self.start, version: "1")
    var stage = Stage(bookinfo: nil)
    let recording = Recording(head: head, moments: moments, damage: nil)
    stage.state = DashboardState(
      context: DashboardContext(
        name: "prod-eu", namespaces: ["default"], hasAPI: false, readOnlyReason: "This is a recording."),
      size: Size(width: 120, height: 40), now: 5_000, replay: try Replay(recording, speed: speed))
    stage.send(.tick(5_000))
    return stage
  }

  @Test("a recording plays at its pace or faster, ends, and starts again", arguments: [1.0, 4])
  func plays(_ speed: Double) throws {
    var stage = try replay(5, speed: speed)
    #expect(stage.state.shown?.snapshot.timestamp == Self.start)
    #expect(stage.text.contains("REPLAY ×\(Int(speed))"))
    stage.send(.tick(5_000 + 5 / speed))
    #expect(stage.state.shown?.snapshot.timestamp == Self.start + 4)
    stage.send(.tick(5_000 + 9 / speed))
    #expect(stage.state.shown?.snapshot.timestamp == Self.start + 8)
    #expect(stage.state.toasts.last?.text.hasPrefix("The recording is at its end") == true)
    #expect(stage.text.contains("PAUSED"))
    stage.press(.space)
    #expect(stage.state.shown?.snapshot.timestamp == Self.start && stage.text.contains("REPLAY"))
  }

  @Test("a recording stands while paused, and steps, with histories up to the moment")
  func pauses() throws {
    var stage = try replay(5)
    stage.press(.space)
    stage.send(.tick(5_100))
    #expect(stage.state.shown?.snapshot.timestamp == Self.start)
    stage.type("}}")
    let shown = try #require(stage.state.shown?.snapshot)
    #expect(shown.timestamp == Self.start + 4)
    #expect(shown.edgeHistory.values.map(\.count).max() == 3)
    stage.type(">")
    #expect(stage.text.contains("Speed ×2"))
    stage.type("(")
    #expect(stage.state.shown?.snapshot.timestamp == Self.start)
  }

  @Test("in a recording nothing is written or asked for, and every key says why", arguments: Array("wuaftrpv+i"))
  func readOnly(_ key: Character) throws {
    var stage = try replay(3)
    stage.send(.tick(5_001))
    stage.press(.right, .right, .character(key))
    for effect in stage.effects { Issue.record("\(effect)") }
    #expect(stage.state.screens.isEmpty || stage.text.contains("ecording"))
    #expect(!stage.state.toasts.isEmpty || !stage.state.screens.isEmpty)
  }

  @Test("the footer of a recording names the keys of time, and none that would write")
  func footer() throws {
    var stage = try replay(3)
    stage.send(.tick(5_001))
    func footer() -> String { stage.canvas().text.last ?? "" }
    for hint in ["Space pause", "{} look", "() 1 min", "<> speed", "? help"] { #expect(footer().contains(hint)) }
    for hint in ["weights", "undo", "actions", "fault"] { #expect(!footer().contains(hint)) }
    stage.press(.space)
    #expect(footer().contains("Space play"))
    stage.type("3")
    #expect(footer().contains("{} look"))
    #expect(!(try self.stage(2).canvas().text.last ?? "").contains("look"))
  }

  @Test("what needs a cluster says that this is a recording", arguments: Array("wu7X"))
  func reason(_ key: Character) throws {
    var stage = try replay(3)
    stage.press(.right, .right, .character(key))
    #expect(stage.text.contains("This is a recording: there is no cluster"))
  }
}
