import Cells
import Documents
import GraphLayout

/// The input of `vigla layout`.
struct LayoutDocument {
  private(set) var nodes: [LayoutNode<String>] = []
  private(set) var edges: [LayoutEdge<String>] = []

  init(parsing bytes: [UInt8]) throws(LayoutInputError) {
    let document: JSONValue
    do { document = try JSONValue(parsing: bytes) } catch { throw LayoutInputError("not JSON: \(error)") }
    guard let list = document["nodes"]?.array else { throw LayoutInputError("nodes: a list is expected") }
    var known: Set<String> = []
    for (index, node) in list.enumerated() {
      let place = "nodes[\(index)]"
      let id = try Self.id(node["id"], "\(place).id")
      if !known.insert(id).inserted { throw LayoutInputError("\(place).id: \(Self.shown(id)) is there twice") }
      nodes.append(
        LayoutNode(
          id: id, width: try Self.extent(node["width"], "\(place).width"),
          height: try Self.extent(node["height"], "\(place).height"), group: node["group"]?.string))
    }
    guard document["edges"] == nil || document["edges"]?.array != nil else {
      throw LayoutInputError("edges: a list is expected")
    }
    for (index, edge) in (document["edges"]?.array ?? []).enumerated() {
      let place = "edges[\(index)]"
      let source = try Self.id(edge["source"], "\(place).source")
      let target = try Self.id(edge["target"], "\(place).target")
      for (id, end) in [(source, "source"), (target, "target")] where !known.contains(id) {
        throw LayoutInputError("\(place).\(end): there is no node \(Self.shown(id))")
      }
      if let weight = edge["weight"], weight.number == nil {
        throw LayoutInputError("\(place).weight: a number is expected")
      }
      edges.append(LayoutEdge(source: source, target: target, weight: edge["weight"]?.double ?? 1))
    }
  }

  private static func shown(_ id: String) -> String { "\"\(TextWidth.sanitized(id))\"" }

  /// An id: a text, or a number as written.
  private static func id(_ value: JSONValue?, _ place: String) throws(LayoutInputError) -> String {
    if let text = value?.string { return text }
    if let number = value?.number { return number.text }
    throw LayoutInputError("\(place): a string is expected")
  }

  private static func extent(_ value: JSONValue?, _ place: String) throws(LayoutInputError) -> Int {
    guard let number = value?.int, (1...10_000).contains(number) else {
      throw LayoutInputError("\(place): a whole number from 1 to 10000 is expected")
    }
    return number
  }
}
