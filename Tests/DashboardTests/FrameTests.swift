import Cells
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("Frames around namespaces") struct FrameTests {
  private func stage(_ mesh: MeshSnapshot, _ size: Size = Size(width: 200, height: 60)) -> Stage {
    var stage = Stage(size: size, context: DashboardContext(name: "prod-eu"), bookinfo: nil)
    stage.send(.mesh(MeshView(snapshot: mesh, configuration: MeshConfiguration())))
    return stage
  }

  private func mixed(_ services: Int, _ namespaces: [String]) -> MeshSnapshot {
    LayeredMesh(services: services, namespaces: namespaces).snapshot()
  }

  /// Namespaces whose services call each other, and one of each the first of the next namespace.
  private func teams(_ names: [String], size: Int) -> MeshSnapshot {
    var nodes: [MeshNode] = []
    var edges: [MeshEdge] = []
    func service(_ team: Int, _ number: Int) -> NodeID { NodeID("svc_Kubernetes_\(names[team])_s\(number)") }
    func call(_ source: NodeID, _ target: NodeID) {
      edges.append(MeshEdge(id: EdgeID(source: source, target: target, protocol: .http), rate: 3))
    }
    for team in names.indices {
      for number in 0..<size {
        nodes.append(
          MeshNode(id: service(team, number), kind: .service, namespace: names[team], service: "s\(number)"))
        if number > 0 { call(service(team, (number - 1) / 2), service(team, number)) }
      }
      if team > 0 { call(service(team - 1, 1), service(team, 0)) }
    }
    return MeshSnapshot(
      timestamp: 1_700_000_000, windowSeconds: 30, nodes: nodes.sorted { $0.id < $1.id },
      edges: edges.sorted { $0.id < $1.id })
  }

  /// Every frame holds all cards of its namespace and no other, and no two meet.
  private func expectClean(_ stage: Stage) {
    let scene = stage.state.graph.scene
    for frame in scene.frames {
      for card in stage.state.graph.part.model.cards {
        guard let rect = scene.rect(card.id) else { continue }
        let own = Rect(x: rect.x - scene.origin.x, y: rect.y - scene.origin.y, width: rect.width, height: rect.height)
        let shared = own.intersection(frame.rect)
        #expect(card.place == frame.title ? shared == own : shared.isEmpty, "\(card.id)")
      }
      #expect(scene.frames.allSatisfy { $0 == frame || $0.rect.intersection(frame.rect).isEmpty })
    }
  }

  @Test("each namespace has one where calls stay within", arguments: [2, 3, 4])
  func apart(count: Int) {
    let names = Array(["shop", "pay", "data", "mail"].prefix(count))
    let stage = stage(teams(names, size: 5))
    #expect(stage.state.graph.scene.frames.map(\.title) == names.sorted())
    expectClean(stage)
  }

  @Test("there are only clean ones, whatever calls what", arguments: [12, 18, 24, 40], [2, 5])
  func clean(services: Int, count: Int) {
    expectClean(stage(mixed(services, Array(["shop", "pay", "data", "mail", "edge"].prefix(count)))))
  }

  @Test("there are none for one namespace, nor where they would cost cards their size")
  func absent() {
    #expect(stage(mixed(12, ["shop"])).state.graph.scene.frames.isEmpty)
    let size = Size(width: 100, height: 30)
    let plain = stage(mixed(14, ["shop"]), size).state.graph.scene.sizeClass
    #expect(stage(mixed(14, ["shop", "pay"]), size).state.graph.scene.sizeClass.cards == plain.cards)
  }

  @Test("stand in the picture with their names")
  func drawn() throws {
    try Golden.check(stage(teams(["shop", "pay", "data"], size: 6)), "frames")
  }
}
