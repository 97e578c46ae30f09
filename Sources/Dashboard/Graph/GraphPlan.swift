import MeshModel

/// What of the graph's cards and links follows from names alone: which node, edge and workload belongs to which card,
/// row and link. It holds as long as nothing comes or goes, so that a poll which only brings figures needs no look-up.
///
/// A service and the workloads behind it become one card with a row per version; edges inside a card become the rows'
/// shares, edges between cards become links. Everything is ordered by name, so equal snapshots give equal plans.
struct GraphPlan: Sendable {
  /// A card without figures, and where they come from.
  struct CardPlan: Sendable {
    var card: GraphCard
    /// Of the service itself; -1 where the snapshot has no such node. Likewise below.
    var serviceNode = -1
    /// By row, as the card has them.
    var rowNodes: [Int] = []
  }

  /// What an edge of the snapshot is counted as.
  struct EdgePlan: Sendable {
    /// The link; -1 within a card.
    var link = -1
    /// The card that its target is on; -1 of an edge from or to nowhere.
    var target = -1
    /// The row that it is a share of; -1 of none.
    var row = -1
  }

  private(set) var cards: [CardPlan] = []
  private(set) var edges: [EdgePlan] = []
  /// Links without figures, sorted.
  private(set) var links: [GraphLink] = []
  /// The cards at a link's ends.
  private(set) var linkEnds: [(source: Int, target: Int)] = []

  private let graphType: GraphType
  private let namespaces: Set<String>?
  private let nodeNames: [NodeName]
  private let edgeIDs: [EdgeID]
  private let services: [ServiceInfo]
  private let workloads: [WorkloadInfo]

  /// All of a node that the plan rests on.
  private struct NodeName: Hashable, Sendable {
    let id: NodeID
    let kind: NodeKind
    let namespace: String
    let workload: String?
    let app: String?
    let version: String?
    let service: String?

    init(_ node: MeshNode) {
      id = node.id
      kind = node.kind
      namespace = node.namespace
      workload = node.workload
      app = node.app
      version = node.version
      service = node.service
    }
  }

  /// About linear in nodes, edges, services and workloads.
  init(_ snapshot: MeshSnapshot, namespaces: Set<String>?) {
    self.namespaces = namespaces
    graphType = snapshot.graphType
    nodeNames = snapshot.nodes.map(NodeName.init)
    edgeIDs = snapshot.edges.map(\.id)
    services = snapshot.services
    workloads = snapshot.workloads
    let sorter = GraphPlacement(snapshot, namespaces: namespaces)
    cards = sorter.cards()
    let place = Dictionary(uniqueKeysWithValues: cards.enumerated().map { ($0.element.card.id, $0.offset) })
    let cardOfNode = sorter.cardOfNode.map { $0.flatMap { place[$0] } ?? -1 }
    planEdges(snapshot, cardOfNode: cardOfNode, nodeIndex: sorter.numberOfNode)
  }

  /// Whether it was made for a mesh of the same parts. Linear, with nothing but comparisons.
  func holds(for snapshot: MeshSnapshot, namespaces: Set<String>?) -> Bool {
    graphType == snapshot.graphType && self.namespaces == namespaces
      && nodeNames.count == snapshot.nodes.count && edgeIDs.count == snapshot.edges.count
      && zip(nodeNames, snapshot.nodes).allSatisfy { $0 == NodeName($1) }
      && zip(edgeIDs, snapshot.edges).allSatisfy { $0 == $1.id }
      && services == snapshot.services && workloads == snapshot.workloads
  }

  private mutating func planEdges(_ snapshot: MeshSnapshot, cardOfNode: [Int], nodeIndex: [NodeID: Int]) {
    struct Ends: Hashable {
      var source: Int
      var target: Int
    }
    var parts: [Ends: [Int]] = [:]
    edges = Array(repeating: EdgePlan(), count: snapshot.edges.count)
    for (number, edge) in snapshot.edges.enumerated() {
      guard let source = nodeIndex[edge.source], let target = nodeIndex[edge.target] else { continue }
      let ends = Ends(source: cardOfNode[source], target: cardOfNode[target])
      guard ends.source >= 0, ends.target >= 0 else { continue }
      edges[number].target = ends.target
      let isShare =
        ends.source == ends.target
        ? snapshot.nodes[source].kind == .service
        : snapshot.nodes[target].kind == .workload || snapshot.nodes[target].kind == .app
      if isShare { edges[number].row = cards[ends.target].rowNodes.firstIndex(of: target) ?? -1 }
      if ends.source != ends.target { parts[ends, default: []].append(number) }
    }
    // Cards are sorted by identity, and so are links by the cards' places.
    for (ends, numbers) in parts.sorted(by: { ($0.key.source, $0.key.target) < ($1.key.source, $1.key.target) }) {
      for number in numbers { edges[number].link = links.count }
      links.append(
        GraphLink(
          id: LinkID(source: cards[ends.source].card.id, target: cards[ends.target].card.id),
          parts: numbers.map { snapshot.edges[$0].id },
          protocols: Set(numbers.map { snapshot.edges[$0].protocol }), rate: 0, errorRate: 0, byteRate: 0,
          responses: [:], health: Health(.na)))
      linkEnds.append((ends.source, ends.target))
    }
  }
}
