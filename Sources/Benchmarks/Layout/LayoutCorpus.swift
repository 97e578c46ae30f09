import GraphLayout

/// The graphs that the layout is measured on: kinds of mesh, each of some size, the same in every run.
enum LayoutCorpus {
  struct Graph: Sendable {
    var name: String
    var nodes: [LayoutNode<String>]
    var edges: [LayoutEdge<String>]
  }

  static let sizes = [10, 20, 50, 100, 200, 500, 1_000]

  /// All graphs, the small ones first.
  static var graphs: [Graph] {
    [bookinfo, onlineBoutique]
      + sizes.flatMap { size in [layered(size), powerLaw(size), cyclicMesh(size)] }
  }

  /// The smallest generator that will do, so that the corpus is the same everywhere.
  private struct Dice {
    var state: UInt64

    mutating func roll(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(bound, 1)
    }
  }

  private static func graph(_ name: String, count: Int, _ pairs: Set<[Int]>) -> Graph {
    let ids = (0..<count).map { "s\(10_000 + $0)" }
    let edges = pairs.sorted { $0.lexicographicallyPrecedes($1) }.map { pair in
      LayoutEdge(source: ids[pair[0]], target: ids[pair[1]])
    }
    return Graph(name: name, nodes: ids.map { LayoutNode(id: $0, width: 24, height: 4) }, edges: edges)
  }

  /// Services in tiers that call into the next tiers: one and a half calls for each.
  static func layered(_ count: Int) -> Graph {
    var dice = Dice(state: UInt64(count))
    let tiers = max(3, min(9, count / 6))
    let width = (count + tiers - 1) / tiers
    var pairs: Set<[Int]> = []
    while pairs.count < count * 3 / 2 {
      let from = dice.roll(count - width)
      let tier = from / width + (dice.roll(6) == 0 ? 2 : 1)
      let to = tier * width + dice.roll(width)
      if to < count { pairs.insert([from, to]) }
    }
    return graph("layered", count: count, pairs)
  }

  /// A few services are called by most others, as in a mesh that has grown: each new one calls one or two of those
  /// that are called most.
  static func powerLaw(_ count: Int) -> Graph {
    var dice = Dice(state: UInt64(count) + 7)
    var ends = [0]
    var pairs: Set<[Int]> = []
    for node in 1..<count {
      for _ in 0...dice.roll(3) {
        let target = ends[dice.roll(ends.count)]
        if target != node, pairs.insert([node, target]).inserted { ends.append(target) }
      }
      ends.append(node)
    }
    return graph("power law", count: count, pairs)
  }

  /// Teams of services behind gateways; calls within a team go on from service to service, some lead to another team,
  /// and one in twelve goes back.
  static func cyclicMesh(_ count: Int) -> Graph {
    var dice = Dice(state: UInt64(count) + 13)
    let team = min(12, max(5, count / 4))
    var pairs: Set<[Int]> = []
    for node in 0..<count {
      let start = node / team * team
      let room = min(start + team, count) - node - 1
      if room > 0 { for _ in 0...dice.roll(2) { pairs.insert([node, node + 1 + dice.roll(min(room, 5))]) } }
      if dice.roll(6) == 0, count > team {
        let other = dice.roll(count / team) * team + dice.roll(3)
        if other != node { pairs.insert([node, other]) }
      }
      if dice.roll(12) == 0, node > start { pairs.insert([node, start + dice.roll(node - start)]) }
    }
    return graph("mesh with cycles", count: count, pairs)
  }

  static var bookinfo: Graph {
    named(
      "Bookinfo",
      [
        "gateway": ["productpage"], "productpage": ["details", "reviews-v1", "reviews-v2", "reviews-v3"],
        "reviews-v2": ["ratings"], "reviews-v3": ["ratings"],
      ])
  }

  /// The calls between the services of Google's Online Boutique.
  static var onlineBoutique: Graph {
    named(
      "Online Boutique",
      [
        "loadgenerator": ["frontend"], "gateway": ["frontend"],
        "frontend": ["ad", "cart", "checkout", "currency", "productcatalog", "recommendation", "shipping"],
        "checkout": ["cart", "currency", "email", "payment", "productcatalog", "shipping"],
        "recommendation": ["productcatalog"], "cart": ["redis"],
      ])
  }

  private static func named(_ name: String, _ calls: [String: [String]]) -> Graph {
    let ids = Set(calls.keys).union(calls.values.joined()).sorted()
    return Graph(
      name: name, nodes: ids.map { LayoutNode(id: $0, width: 24, height: 4) },
      edges: calls.flatMap { source, targets in targets.map { LayoutEdge(source: source, target: $0) } })
  }
}
