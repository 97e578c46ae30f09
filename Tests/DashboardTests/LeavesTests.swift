import Cells
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("Leaves of one card") struct LeavesTests {
  /// A hub that calls so many leaves, behind a chain of cards that each call the next.
  private func mesh(leaves: Int, chain: Int, failing: Int? = nil) -> MeshSnapshot {
    var nodes: [MeshNode] = []
    var edges: [MeshEdge] = []
    func add(_ name: String, calledBy caller: String?, health: Health = Health(.healthy)) {
      let service = NodeID("svc_Kubernetes_default_\(name)")
      let workload = NodeID("vapp_Kubernetes_default_\(name)-v1")
      nodes.append(MeshNode(id: service, kind: .service, namespace: "default", service: name, health: health))
      nodes.append(
        MeshNode(id: workload, kind: .app, namespace: "default", workload: name + "-v1", app: name, version: "v1"))
      edges.append(MeshEdge(id: EdgeID(source: service, target: workload, protocol: .http), rate: 2))
      guard let caller else { return }
      edges.append(
        MeshEdge(
          id: EdgeID(source: NodeID("vapp_Kubernetes_default_\(caller)-v1"), target: service, protocol: .http), rate: 2)
      )
    }
    for number in 0..<chain { add("c\(number)", calledBy: number > 0 ? "c\(number - 1)" : nil) }
    for number in 0..<leaves {
      add("leaf\(number)", calledBy: "c0", health: Health(number == failing ? .failure : .healthy))
    }
    return MeshSnapshot(
      timestamp: 1_700_000_000, windowSeconds: 30, nodes: nodes.sorted { $0.id < $1.id },
      edges: edges.sorted { $0.id < $1.id })
  }

  private func stage(_ mesh: MeshSnapshot) -> Stage {
    var stage = Stage(
      size: Size(width: 200, height: 60), context: DashboardContext(name: "prod-eu", namespaces: ["default"]),
      bookinfo: nil)
    stage.send(.mesh(MeshView(snapshot: mesh, configuration: MeshConfiguration())))
    return stage
  }

  private let group = CardID.leaves(of: CardID("default/c0"), areCallers: false)

  @Test("become one counted card where cards are lines; nothing is lost")
  func folded() throws {
    var stage = stage(mesh(leaves: 20, chain: 12))
    let part = stage.state.graph.part
    let card = try #require(part.model.card(group))
    #expect(card.members == 20 && part.hiddenCards == 20 && part.hiddenLinks == 19)
    #expect(part.model.cards.count - 1 + part.hiddenCards == 32)
    let link = try #require(part.model.links(to: group).first)
    #expect(link.rate == 40)
    #expect(abs((link.percentOfSource ?? 0) - 20.0 / 21 * 100) < 0.001)
    #expect(stage.text.contains("+20 callees"))
    #expect(stage.text.contains("20 cards and 19 calls in groups"))
    // Enter shows them around their card, and from there everything is found again.
    stage.state.graph.selection = .card(group)
    #expect(stage.text.contains("20 cards that are called by c0 alone"))
    stage.press(.enter)
    #expect(stage.state.graph.view == .focus(CardID("default/c0"), hops: 1))
    #expect(stage.state.graph.selection == .card(CardID("default/c0")))
    #expect(stage.state.graph.part.model.card(CardID("default/leaf7")) != nil)
  }

  @Test("few leaves, few cards and what fails stay cards of their own")
  func kept() {
    #expect(stage(mesh(leaves: 3, chain: 25)).state.graph.part.hiddenCards == 0)
    #expect(stage(mesh(leaves: 8, chain: 4)).state.graph.part.hiddenCards == 0)
    let failing = stage(mesh(leaves: 20, chain: 12, failing: 4)).state.graph.part
    #expect(failing.hiddenCards == 19)
    #expect(failing.model.card(CardID("default/leaf4")) != nil)
  }

  @Test("a search shows what is folded")
  func found() {
    var stage = stage(mesh(leaves: 20, chain: 12))
    stage.type("/leaf13")
    stage.press(.enter)
    #expect(stage.state.graph.selection == .card(CardID("default/leaf13")))
    #expect(stage.state.graph.scene.rect(CardID("default/leaf13")) != nil)
  }
}
