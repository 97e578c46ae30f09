import Cells
import GraphLayout
import MeshModel

/// Draws a snapshot's graph as lines of text.
struct GraphText {
  let snapshot: MeshSnapshot
  let names: NodeNames
  private let shortNames: NodeNames

  init(snapshot: MeshSnapshot, names: NodeNames) {
    self.snapshot = snapshot
    self.names = names
    shortNames = NodeNames(snapshot, isShort: true)
  }

  /// How much of the graph a drawing shows.
  private struct Style {
    var isBoxed: Bool
    var hasLabels: Bool
    var isShort = false
    /// Longer names are shortened.
    var nameWidth = Int.max
  }

  /// Boxes are for a graph that one looks at as a whole.
  private static let boxedNodes = 16
  /// Names are not cut below this to make a drawing fit.
  private static let shortestName = 7
  /// Beyond this a drawing explains nothing.
  private static let drawnNodes = 80

  /// The drawing in the richest style that fits, else a line that says why there is none.
  func drawing(width: Int) -> [String] {
    if snapshot.nodes.count > Self.drawnNodes { return ["(\(snapshot.nodes.count) nodes are too many to draw.)"] }
    var styles = [Style(isBoxed: false, hasLabels: true), Style(isBoxed: false, hasLabels: false)]
    if snapshot.nodes.count <= Self.boxedNodes {
      styles = [Style(isBoxed: true, hasLabels: true), Style(isBoxed: true, hasLabels: false)] + styles
    }
    // Words that are the same in most names go before letters that tell them apart.
    styles.append(Style(isBoxed: false, hasLabels: false, isShort: true))
    let longest = snapshot.nodes.map { TextWidth.of(shortNames[$0.id]) }.max() ?? 0
    for nameWidth in stride(from: longest - 1, through: Self.shortestName, by: -1) {
      styles.append(Style(isBoxed: false, hasLabels: false, isShort: true, nameWidth: nameWidth))
    }
    var needed = Int.max
    for style in styles {
      let drawing = layout(style, width: width)
      if drawing.size.width <= width { return paint(drawing, style) }
      needed = min(needed, drawing.size.width)
    }
    return ["(The drawing takes \(needed) columns, \(width) are there.)"]
  }

  private func layout(_ style: Style, width: Int) -> GraphDrawing<NodeID> {
    let labels = style.hasLabels ? self.labels : [:]
    return LayoutEngine.layout(
      nodes: snapshot.nodes.map { node in
        LayoutNode(
          id: node.id, width: TextWidth.of(card(node, style)) + (style.isBoxed ? 4 : 2), height: style.isBoxed ? 3 : 1,
          group: node.namespace)
      },
      edges: snapshot.edges.map { edge in
        LayoutEdge(
          source: edge.source, target: edge.target, weight: edge.rate,
          labelWidth: labels[[edge.source, edge.target]].map { TextWidth.of($0) } ?? 0)
      },
      options: LayoutOptions(
        minimumGap: style.nameWidth == .max ? 4 : 3, targetWidth: min(width, 140), spareColumns: 0, maximumGap: 14))
  }

  private func card(_ node: MeshNode, _ style: Style) -> String {
    "\(TextFit.ends.fitting((style.isShort ? shortNames : names)[node.id], width: style.nameWidth)) \(node.health.status.sign)"
  }

  /// The label of each pair of nodes: that of its busiest edge.
  private var labels: [[NodeID]: String] {
    var labels: [[NodeID]: String] = [:]
    for edge in snapshot.edges.sorted(by: { $0.rate > $1.rate }) where labels[[edge.source, edge.target]] == nil {
      labels[[edge.source, edge.target]] = " \(edge.label) "
    }
    return labels
  }

  private func paint(_ drawing: GraphDrawing<NodeID>, _ style: Style) -> [String] {
    var picture = GraphPicture(drawing.size)
    picture.lines(drawing)
    for node in snapshot.nodes {
      if let rect = drawing.nodes[node.id] { picture.card(rect, text: card(node, style)) }
    }
    if style.hasLabels {
      let labels = self.labels
      for edge in drawing.edges {
        guard let rect = edge.label, let label = labels[[edge.source, edge.target]] else { continue }
        picture.label(rect, text: label)
      }
    }
    var lines = picture.text
    if !drawing.selfLoops.isEmpty {
      lines.append("(calls itself: \(drawing.selfLoops.map { names[$0] }.joined(separator: ", ")))")
    }
    return lines
  }
}
