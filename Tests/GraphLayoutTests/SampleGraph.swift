import GraphLayout

/// A graph to lay out.
struct SampleGraph: Sendable {
  var nodes: [LayoutNode<String>]
  var edges: [LayoutEdge<String>]

  /// The kinds of graph that the properties are checked on.
  enum Kind: CaseIterable, Sendable {
    /// Calls go from layer to layer, as in a well-kept mesh.
    case layered
    /// A few services are called by most others.
    case hubs
    /// Any node may call any other: many circles.
    case cyclic
    /// Few edges, several parts.
    case sparse
    /// One row per node, as many edges as fit.
    case dense
  }

  static func random(_ kind: Kind, count: Int, seed: Int) -> SampleGraph {
    var random = Seeded(seed)
    let names = (0..<count).map { "n\($0 < 10 ? "00" : $0 < 100 ? "0" : "")\($0)" }
    let nodes = names.map { name in
      let height = kind == .dense ? 1 : Int.random(in: 1...6, using: &random)
      return LayoutNode(
        id: name, width: Int.random(in: 2...14, using: &random), height: height,
        group: ["a", "b", nil].randomElement(using: &random) ?? nil)
    }
    var edges: [LayoutEdge<String>] = []
    func add(_ a: Int, _ b: Int, _ random: inout Seeded) {
      let label = Bool.random(using: &random) ? Int.random(in: 3...9, using: &random) : 0
      edges.append(
        LayoutEdge(
          source: names[a], target: names[b], weight: Double(Int.random(in: 0...50, using: &random)),
          labelWidth: label))
    }
    let wanted = kind == .dense ? count * 3 : kind == .sparse ? count / 2 : count * 3 / 2
    for _ in 0..<wanted {
      let a = Int.random(in: 0..<count, using: &random)
      switch kind {
      case .layered:
        let step = Int.random(in: 1...max(1, count / 4), using: &random)
        if a + step < count { add(a, a + step, &random) }
      case .hubs:
        let r = Double.random(in: 0..<1, using: &random)
        add(a, Int(r * r * r * Double(count)), &random)
      case .cyclic, .dense:
        add(a, Int.random(in: 0..<count, using: &random), &random)
      case .sparse:
        add(min(a, count - 2), Int.random(in: min(a + 1, count - 1)..<count, using: &random), &random)
      }
    }
    return SampleGraph(nodes: nodes, edges: edges)
  }

  /// A graph written as `a>b b>c`, all nodes of one height and as wide as their names need.
  static func named(_ text: String, height: Int = 1, label: Int = 0) -> SampleGraph {
    let pairs = text.split(separator: " ").map { $0.split(separator: ">").map(String.init) }
    let names = Set(pairs.joined()).sorted()
    return SampleGraph(
      nodes: names.map { LayoutNode(id: $0, width: $0.count + 2, height: height) },
      edges: pairs.map { LayoutEdge(source: $0[0], target: $0[1], labelWidth: label) })
  }

  /// Bookinfo behind its gateway, as the dashboard draws it.
  static func bookinfo(cardWidth: Int, labelWidth: Int) -> SampleGraph {
    SampleGraph(
      nodes: [
        LayoutNode(id: "gateway", width: cardWidth, height: 3),
        LayoutNode(id: "productpage", width: cardWidth, height: 3),
        LayoutNode(id: "details", width: cardWidth, height: 3),
        LayoutNode(id: "reviews", width: cardWidth, height: 5),
        LayoutNode(id: "ratings", width: cardWidth, height: 3),
      ],
      edges: [
        LayoutEdge(source: "gateway", target: "productpage", weight: 50, labelWidth: labelWidth),
        LayoutEdge(source: "productpage", target: "details", weight: 50, labelWidth: labelWidth),
        LayoutEdge(source: "productpage", target: "reviews", weight: 50, labelWidth: labelWidth),
        LayoutEdge(source: "reviews", target: "ratings", weight: 8, labelWidth: labelWidth),
      ])
  }

  func drawing(
    options: LayoutOptions = LayoutOptions(), previous: GraphDrawing<String>? = nil
  ) -> GraphDrawing<String> {
    LayoutEngine.layout(nodes: nodes, edges: edges, options: options, previous: previous)
  }
}
