import MeshModel
import Testing

@testable import Dashboard

@Suite("Cards from a snapshot") struct GraphModelTests {
  private func model(_ snapshot: MeshSnapshot, namespaces: [String]? = ["default"]) -> GraphModel {
    var builder = GraphModelBuilder()
    return builder.model(of: snapshot, namespaces: namespaces)
  }

  @Test("a service and its versions are one card, with a row for what is idle as well")
  func reviews() throws {
    let card = try #require(model(Bookinfo().snapshot()).card(CardID("default/reviews")))
    #expect(card.rows.map(\.label) == ["v1", "v2", "v3"])
    #expect(card.rows.map { ($0.observed ?? 0).rounded() } == [84, 16, 0])
    #expect(card.rows.map(\.configured) == [80, 20, nil])
    #expect(card.rows.map(\.isIdle) == [false, false, true])
    #expect(card.health.status == .degraded)
    #expect(card.topError?.code == "503")
    #expect(abs((card.topError?.percent ?? 0) - 2.1) < 0.01)
    #expect(!card.isForeign)
  }

  @Test("a card of the service graph tells how many pods are behind it")
  func podsOfServices() throws {
    var snapshot = Bookinfo().snapshot()
    snapshot.graphType = .service
    snapshot.nodes.removeAll { $0.kind != .service }
    snapshot.edges.removeAll { edge in !snapshot.nodes.contains { $0.id == edge.target } }
    let card = try #require(model(snapshot).card(CardID("default/reviews")))
    #expect(card.rows.isEmpty)
    #expect(card.pods == snapshot.workloads.filter { $0.id.name.hasPrefix("reviews") }.reduce(0) { $0 + $1.pods.count })
    #expect(card.pods >= 3 && card.loneLabel == "\(card.pods) pods")
  }

  @Test("a workload that no service selects is a card by itself")
  func gateway() throws {
    let card = try #require(model(Bookinfo().snapshot()).card(CardID("istio-system/istio-ingressgateway")))
    #expect(card.kind == .workload && card.isForeign && card.shownTitle == "ingressgateway")
    #expect(card.traffic.rate == 49.8)
    #expect(card.rows.first?.rate == 49.8)
  }

  @Test("links join cards, and shares are of what the caller sends")
  func links() throws {
    let found = model(Bookinfo().snapshot())
    #expect(found.links.count == 4)
    let id = LinkID(source: CardID("default/productpage"), target: CardID("default/reviews"))
    let link = try #require(found.link(id))
    #expect(abs((link.percentOfSource ?? 0) - 50) < 0.01)
    #expect(abs((link.percentError ?? 0) - 2.1) < 0.01)
  }

  @Test("without service nodes the same cards come out")
  func withoutServiceNodes() {
    var snapshot = Bookinfo().snapshot()
    let services = Set(snapshot.nodes.filter { $0.kind == .service }.map(\.id))
    let behind = Dictionary(grouping: snapshot.edges.filter { services.contains($0.source) }, by: \.source)
    var edges: [MeshEdge] = []
    for edge in snapshot.edges where !services.contains(edge.source) {
      for inner in behind[edge.target] ?? [] {
        edges.append(
          MeshEdge(
            id: EdgeID(source: edge.source, target: inner.target, protocol: .http), rate: inner.rate,
            responses: inner.responses, health: inner.health))
      }
    }
    snapshot.nodes.removeAll { services.contains($0.id) }
    snapshot.edges = edges
    let found = model(snapshot)
    #expect(found.cards.map(\.id) == model(Bookinfo().snapshot()).cards.map(\.id))
    #expect(found.links.map(\.id) == model(Bookinfo().snapshot()).links.map(\.id))
    #expect(found.card(CardID("default/reviews"))?.rows.count == 3)
  }

  @Test("calls to itself are no link")
  func selfCalls() {
    var snapshot = Bookinfo().snapshot()
    snapshot.edges.append(
      MeshEdge(
        id: EdgeID(source: Bookinfo.node("reviews-v1"), target: Bookinfo.service("reviews"), protocol: .http), rate: 3))
    let found = model(snapshot)
    #expect(found.links.count == 4)
    #expect(found.card(CardID("default/reviews"))?.selfRate == 3)
  }

  @Test("unknown callers and what leaves the mesh are cards of their own kind")
  func outside() {
    let unknown = NodeID("Kubernetes_unknown_source")
    let away = NodeID("svc_Kubernetes__PassthroughCluster")
    var snapshot = Bookinfo().snapshot()
    snapshot.nodes += [
      MeshNode(id: unknown, kind: .unknown, namespace: "unknown", outbound: RequestTotals(rate: 1)),
      MeshNode(
        id: away, kind: .service, namespace: "", service: "PassthroughCluster", badges: [.egress],
        inbound: RequestTotals(bytesPerSecond: 900)),
    ]
    snapshot.edges += [
      MeshEdge(id: EdgeID(source: unknown, target: Bookinfo.service("productpage"), protocol: .http), rate: 1),
      MeshEdge(id: EdgeID(source: Bookinfo.node("details-v1"), target: away, protocol: .tcp), rate: 900),
    ]
    let found = model(snapshot)
    #expect(found.card(CardID(unknown.text))?.kind == .unknown)
    #expect(found.card(CardID(away.text))?.kind == .egress)
    #expect(found.links.first { $0.id.target == CardID(away.text) }?.isTCP == true)
  }

  @Test("a version scaled to zero does not make the service unready")
  func scaledToZero() {
    var snapshot = Bookinfo(refused: 0).snapshot()
    for i in snapshot.workloads.indices where snapshot.workloads[i].id.name == "reviews-v3" {
      snapshot.workloads[i].replicas = Replicas(desired: 0, current: 0, available: 0)
    }
    let card = model(snapshot).card(CardID("default/reviews"))
    #expect(card?.health.status == .healthy)
    #expect(card?.rows.last?.health.status == .notReady)
  }

  @Test("equal snapshots in another order give equal cards", arguments: UInt64(1)...4)
  func order(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var snapshot = Bookinfo().snapshot()
    snapshot.nodes.shuffle(using: &random)
    snapshot.workloads.shuffle(using: &random)
    snapshot.services.shuffle(using: &random)
    #expect(model(snapshot).cards == model(Bookinfo().snapshot()).cards)
  }

  @Test("with several namespaces, all of them are named")
  func namespaces() {
    #expect(model(Bookinfo().snapshot(), namespaces: nil).cards.allSatisfy { $0.isForeign })
  }

  @Test("what is kept from the snapshot before changes nothing", arguments: UInt64(1)...6)
  func incremental(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var builder = GraphModelBuilder()
    var snapshot = LayeredMesh(services: 9, seed: seed).snapshot()
    for step in 0..<16 {
      switch Int.random(in: 0..<4, using: &random) {
      case 0: snapshot = LayeredMesh(services: Int.random(in: 6...9, using: &random), seed: seed).snapshot()
      case 1: for i in snapshot.edges.indices { snapshot.edges[i].rate *= 2 }
      case 2: snapshot.edges.remove(at: Int.random(in: snapshot.edges.indices, using: &random))
      default: for i in snapshot.nodes.indices { snapshot.nodes[i].inbound.rate += 1 }
      }
      #expect(builder.model(of: snapshot, namespaces: ["default"]) == model(snapshot), "step \(step)")
    }
  }
}
