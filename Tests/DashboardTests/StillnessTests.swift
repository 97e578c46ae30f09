import Cells
import GraphLayout
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("The picture stands still") struct StillnessTests {
  private func stage(
    _ mesh: MeshSnapshot, layout: KeptLayout? = nil, size: Size = Size(width: 120, height: 40)
  ) -> Stage {
    var stage = Stage(size: size, context: DashboardContext(name: "prod-eu"), bookinfo: nil)
    if let layout {
      stage.state = DashboardState(
        context: DashboardContext(name: "prod-eu"), size: size, now: mesh.timestamp, layout: layout)
    }
    show(mesh, on: &stage)
    return stage
  }

  private func show(_ mesh: MeshSnapshot, on stage: inout Stage) {
    stage.send(.mesh(MeshView(snapshot: mesh, configuration: MeshConfiguration())))
  }

  private func rects(_ stage: Stage) -> [CardID: CellRect] { stage.state.graph.scene.drawing.nodes }

  /// A mesh without some of the calls between cards.
  private func without(_ gone: Set<Int>, _ mesh: MeshSnapshot) -> MeshSnapshot {
    let calls = mesh.edges.indices.filter { mesh.edges[$0].target.text.hasPrefix("svc_") }
    let ids = Set(gone.map { mesh.edges[calls[$0 % calls.count]].id })
    var fewer = mesh
    fewer.edges.removeAll { ids.contains($0.id) }
    return fewer
  }

  @Test("calls that come and go move no card, however often", arguments: UInt64(1)...4)
  func callsComeAndGo(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var mesh = LayeredMesh(services: 22, seed: seed).snapshot()
    var stage = stage(mesh)
    stage.type("l")
    let before = rects(stage)
    for _ in 0..<40 {
      mesh.timestamp += 5
      let gone = Set((0..<3).map { _ in Int.random(in: 0..<100, using: &random) })
      show(without(gone, mesh), on: &stage)
      let now = rects(stage)
      // Rows never change; a column may move right where a gap has to take one more line.
      #expect(before.allSatisfy { id, rect in now[id].map { $0.y == rect.y && $0.x >= rect.x } ?? true })
    }
    show(mesh, on: &stage)
    let moved = before.count { rects(stage)[$0.key] != $0.value }
    #expect(moved * 10 <= before.count, "\(moved) of \(before.count)")
  }

  @Test("a new leaf leaves every row as it was")
  func leaf() {
    var mesh = LayeredMesh(services: 18).snapshot()
    var stage = stage(mesh)
    stage.type("l")
    let before = rects(stage)
    let service = NodeID("svc_Kubernetes_default_newcomer")
    mesh.nodes.append(MeshNode(id: service, kind: .service, namespace: "default", service: "newcomer"))
    mesh.edges.append(
      MeshEdge(
        id: EdgeID(source: mesh.nodes[1].id, target: service, protocol: .http), rate: 3))
    mesh.nodes.sort { $0.id < $1.id }
    mesh.edges.sort { $0.id < $1.id }
    show(mesh, on: &stage)
    #expect(rects(stage)[CardID("default/newcomer")] != nil)
    for (id, rect) in before { #expect(rects(stage)[id]?.y == rect.y, "\(id)") }
  }

  /// A scene whose lines cross without need: two crowds that swapped their callees.
  private func tangled() -> Stage {
    func mesh(_ swapped: Bool) -> MeshSnapshot {
      var nodes: [MeshNode] = []
      var edges: [MeshEdge] = []
      for number in 0..<8 {
        let ends = [number, swapped ? 7 - number : number]
        let ids = zip(["a", "b"], ends).map { NodeID("svc_Kubernetes_default_\($0)\($1)") }
        let callers = zip(["a", "b"], ends).map { NodeID("vapp_Kubernetes_default_\($0)\($1)-v1") }
        for (name, (id, caller)) in zip(["a\(ends[0])", "b\(ends[1])"], zip(ids, callers)) {
          nodes.append(MeshNode(id: id, kind: .service, namespace: "default", service: name))
          nodes.append(
            MeshNode(
              id: caller, kind: .app, namespace: "default", workload: name + "-v1", app: name, version: "v1"))
          edges.append(MeshEdge(id: EdgeID(source: id, target: caller, protocol: .http), rate: 5))
        }
        edges.append(MeshEdge(id: EdgeID(source: callers[0], target: ids[1], protocol: .http), rate: 5))
      }
      return MeshSnapshot(
        timestamp: 1_700_000_000, windowSeconds: 30, nodes: nodes.sorted { $0.id < $1.id },
        edges: edges.sorted { $0.id < $1.id })
    }
    var stage = stage(mesh(false), size: Size(width: 200, height: 60))
    stage.type("l")
    for _ in 0...GraphModel.lingerPolls { show(mesh(true), on: &stage) }
    return stage
  }

  @Test("a picture that has become much worse is laid out anew only while nobody is at work, and says so")
  func tidying() {
    var stage = tangled()
    let before = stage.state.graph.scene.drawing
    #expect(before.crossings >= 4)
    let start = stage.state.now
    // Somebody is at work.
    for second in stride(from: 10.0, through: 200, by: 10) {
      stage.send(.tick(start + second))
      stage.press(.character(second.truncatingRemainder(dividingBy: 20) == 0 ? "h" : "l"))
      #expect(stage.state.graph.scene.drawing == before)
    }
    let last = stage.state.now
    stage.send(.tick(last + DashboardState.idleSeconds - 1))
    #expect(stage.state.graph.scene.drawing == before)
    stage.send(.tick(last + DashboardState.idleSeconds + 1))
    let after = stage.state.graph.scene.drawing
    #expect(after.crossings * 3 <= before.crossings * 2)
    #expect(
      stage.state.messages.last?.text
        == "Laid out anew: lines crossed \(before.crossings) times, now \(after.crossings).")
  }

  @Test("a good picture stays for ever")
  func noTidying() {
    var stage = stage(LayeredMesh(services: 20).snapshot())
    stage.type("l")
    let before = stage.state.graph.scene.drawing
    let start = stage.state.now
    for minute in 1...30 { stage.send(.tick(start + Double(minute) * 60)) }
    #expect(stage.state.graph.scene.drawing == before)
    #expect(!stage.state.messages.contains { $0.text.hasPrefix("Laid out") })
  }

  // MARK: Between sessions

  @Test("positions are found again by the next session, also while the mesh is found bit by bit")
  func kept() throws {
    var mesh = LayeredMesh(services: 16, namespaces: ["shop", "pay"]).snapshot()
    var first = stage(without([3, 5, 8], mesh))
    first.type("l")
    show(mesh, on: &first)
    let wanted = rects(first)
    let text = try #require(first.state.layout).text
    let layout = try #require(KeptLayout(text: text))
    #expect(layout.text == text)
    // At first only some of the cards are seen.
    var part = mesh
    let hidden = Set(mesh.nodes.compactMap(\.service).sorted().suffix(6))
    part.nodes.removeAll { hidden.contains($0.service ?? $0.app ?? "") }
    let ends = Set(part.nodes.map(\.id))
    part.edges.removeAll { !ends.contains($0.source) || !ends.contains($0.target) }
    var second = stage(part, layout: layout)
    for (id, rect) in rects(second) { #expect(wanted[id] == rect, "\(id)") }
    mesh.timestamp += 5
    show(mesh, on: &second)
    #expect(rects(second) == wanted)
    #expect(second.state.graph.scene.origin == first.state.graph.scene.origin)
  }

  @Test("positions of another context, of other namespaces or for another size are not used")
  func foreign() throws {
    let mesh = LayeredMesh(services: 16).snapshot()
    let layout = try #require(stage(mesh).state.layout)
    #expect(!layout.isOf(DashboardContext(name: "prod-us")))
    #expect(!layout.isOf(DashboardContext(name: "prod-eu", namespaces: ["default"])))
    let other = Size(width: 80, height: 24)
    #expect(rects(stage(mesh, layout: layout, size: other)) == rects(stage(mesh, size: other)))
  }

  @Test("a context that is left hands out its positions, and has them again when it is come back to")
  func andBackAgain() throws {
    let mesh = LayeredMesh(services: 20).snapshot()
    var stage = stage(mesh)
    let wanted = rects(stage)
    let home = DashboardContext(name: "prod-eu")
    stage.send(.context(DashboardContext(name: "prod-us")))
    let kept = stage.effects.compactMap { if case .keepLayout(let layout) = $0 { layout } else { nil } }
    // As the next look at that context reads it.
    let text = try #require(kept.last).text
    let layout = try #require(KeptLayout(text: text))
    #expect(layout.isOf(home))
    // Of another context, so not used.
    stage.send(.recalled(layout))
    #expect(stage.state.layout == nil)
    stage.send(.context(home))
    stage.send(.recalled(layout))
    // At first only some of the cards are seen: a picture of their own would be smaller.
    var part = mesh
    let hidden = Set(mesh.nodes.compactMap(\.service).sorted().suffix(5))
    part.nodes.removeAll { hidden.contains($0.service ?? $0.app ?? "") }
    let ends = Set(part.nodes.map(\.id))
    part.edges.removeAll { !ends.contains($0.source) || !ends.contains($0.target) }
    show(part, on: &stage)
    #expect(rects(stage).count < wanted.count)
    for (id, rect) in rects(stage) { #expect(wanted[id] == rect, "\(id)") }
    // Too late to be taken over: the picture that is there stays.
    let shown = rects(stage)
    stage.send(.recalled(layout))
    #expect(rects(stage) == shown)
  }

  @Test("a text that is cut, of another version or out of range gives no layout")
  func damaged() throws {
    let text = try #require(stage(LayeredMesh(services: 9).snapshot()).state.layout).text
    #expect(KeptLayout(text: text) != nil)
    for share in 1..<20 { #expect(KeptLayout(text: String(text.prefix(text.count * share / 20))) == nil) }
    #expect(KeptLayout(text: text.replacing("\"version\":1", with: "\"version\":2")) == nil)
    #expect(KeptLayout(text: text.replacing("\"gap\":", with: "\"gap\":9")) == nil)
    #expect(KeptLayout(text: text.replacing("[[0,", with: "[[-3000000,")) == nil)
  }

  @Test("a changed drawing is handed out to be kept now and then, an unchanged one is not")
  func handedOut() {
    var stage = stage(LayeredMesh(services: 9).snapshot())
    func keeps() -> Int { stage.effects.count { if case .keepLayout = $0 { true } else { false } } }
    let start = stage.state.now
    for second in 1...300 { stage.send(.tick(start + Double(second))) }
    #expect(keeps() == 1)
    show(LayeredMesh(services: 10).snapshot(), on: &stage)
    for second in 301...400 { stage.send(.tick(start + Double(second))) }
    #expect(keeps() == 2)
  }
}
