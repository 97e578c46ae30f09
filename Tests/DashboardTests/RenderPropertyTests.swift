import Cells
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("Any state can be drawn") struct RenderPropertyTests {
  private static let keys: [Key] =
    [
      .enter, .escape, .tab, .backTab, .backspace, .space, .up, .down, .left, .right, .shiftLeft, .shiftRight,
      .shiftUp, .shiftDown, .home, .end, .pageUp, .pageDown, .control("d"), .control("u"), .control("r"), .function(1),
      .control("n"), .control("p"), .control("x"), .home, .delete,
    ] + "hjklgGwueivR+-<>/nN?mayq=0123456789HJKLaaffttrppocYdbsix12345678123456:,.CS*".map { Key.character($0) }

  @Test("at any size, after any keys and snapshots, with hostile names", arguments: UInt64(1)...8)
  func random(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var mesh = RandomMesh(seed: seed)
    var stage = Stage(
      size: Size(width: Int.random(in: 1...250, using: &random), height: Int.random(in: 1...80, using: &random)),
      context: DashboardContext(name: RandomMesh.hostileNames[0], namespaces: ["default", "shop"]), bookinfo: nil)
    var time = 1_700_000_000.0
    for step in 0..<40 {
      switch Int.random(in: 0..<12, using: &random) {
      case 0...1:
        time += 5
        let snapshot = mesh.snapshot(services: Int.random(in: 0...7, using: &random), time: time)
        let configuration = MeshConfiguration(services: snapshot.services, workloads: snapshot.workloads)
        stage.send(.mesh(MeshView(snapshot: snapshot, configuration: configuration)))
      case 2:
        let size = Size(width: Int.random(in: 0...250, using: &random), height: Int.random(in: 0...80, using: &random))
        stage.send(.input(.resize(size)))
      case 3:
        stage.send(
          .input(
            .mouse(
              MouseEvent(
                kind: [.press, .drag, .release, .wheelUp, .wheelDown].randomElement(using: &random) ?? .press,
                x: Int.random(in: -2...260, using: &random), y: Int.random(in: -2...90, using: &random)))))
      case 4: stage.send(.message(.warning, RandomMesh.hostileNames.randomElement(using: &random) ?? ""))
      default: stage.press(Self.keys.randomElement(using: &random) ?? .enter)
      }
      let canvas = stage.canvas()
      #expect(canvas.size.width == max(0, stage.state.size.width), "step \(step)")
      let drawn = Set(canvas.text.flatMap { Array($0.unicodeScalars) })
      #expect(drawn.allSatisfy { TextWidth.of($0) != nil }, "step \(step)")
    }
  }

  @Test("every size from 1x1 on", arguments: [GlyphSet.unicode, .ascii])
  func sizes(glyphs: GlyphSet) {
    for width in stride(from: 1, through: 250, by: 27) {
      for height in stride(from: 1, through: 80, by: 13) {
        let stage = Stage(size: Size(width: width, height: height), glyphs: glyphs)
        let canvas = stage.canvas()
        #expect(canvas.text.count == height)
        if glyphs == .ascii { #expect(canvas.text.allSatisfy { $0.unicodeScalars.allSatisfy(\.isASCII) }) }
      }
    }
  }

  @Test("nothing moves when only numbers do")
  func steadiness() {
    var stage = Stage()
    let before = stage.state.graph.scene.drawing
    for step in 1...5 {
      var mesh = Bookinfo()
      mesh.rate = [3.2, 120, 0.4, 9_800, 49][step - 1]
      mesh.split = (Double(step) / 10, 1 - Double(step) / 10)
      mesh.refused = step % 2 == 0 ? 0 : 0.3
      mesh.timestamp += Double(step) * 5
      stage.send(.mesh(MeshView(snapshot: mesh.snapshot(), configuration: Objects.configuration())))
      #expect(stage.state.graph.scene.drawing == before)
    }
  }

  @Test("what has no traffic any more stays for a while, dim, and then goes")
  func lingering() {
    var stage = Stage()
    let drawn = stage.state.graph.scene.drawing
    var quiet = Bookinfo()
    quiet.split = (1, 0)
    for poll in 1...GraphModel.lingerPolls {
      quiet.timestamp += 5
      stage.send(.mesh(MeshView(snapshot: quiet.snapshot(), configuration: Objects.configuration())))
      #expect(stage.state.graph.scene.drawing == drawn, "poll \(poll)")
      let ratings = stage.state.graph.model.card(CardID("default/ratings"))
      #expect(ratings?.isLingering == true)
    }
    for _ in 0..<2 {
      quiet.timestamp += 5
      stage.send(.mesh(MeshView(snapshot: quiet.snapshot(), configuration: Objects.configuration())))
    }
    #expect(stage.state.graph.model.card(CardID("default/ratings")) == nil)
    // Who remains has not moved.
    for (id, rect) in stage.state.graph.scene.drawing.nodes { #expect(drawn.nodes[id] == rect) }
  }
}
