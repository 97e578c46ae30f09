import GraphLayout

/// The layout engine alone; beside it, where it is installed, Graphviz' dot on the same graphs.
enum LayoutBenchmark {
  static func run() -> [Table] {
    var table = Table(
      title: "Laying out a graph, in ms (budgets: not slower than dot, crossings within 1.2 times dot's)",
      columns: [
        "graph", "nodes", "edges", "afresh", "dot", "times as fast", "crossings", "dot's", "ratio", "one edge more",
        "moved",
      ])
    for graph in LayoutCorpus.graphs {
      let isLarge = graph.nodes.count > 200
      let options = LayoutOptions(spareColumns: 0)
      var drawing = GraphDrawing<String>()
      let fresh = Measurement.best(of: isLarge ? 5 : 20) {
        drawing = LayoutEngine.layout(nodes: graph.nodes, edges: graph.edges, options: options)
      }
      let change = Change(of: graph, runs: isLarge ? 5 : 20)
      let dot = DotDrawing(of: graph.nodes, graph.edges, runs: isLarge ? 1 : 3)
      let ratio = dot.map { Double(drawing.crossings) / Double(max($0.crossings, 1)) }
      table.rows.append([
        graph.name, "\(graph.nodes.count)", "\(graph.edges.count)", Measurement.milliseconds(fresh),
        dot.map { Measurement.milliseconds($0.seconds, 0) } ?? "-",
        dot.map { Measurement.text($0.seconds / fresh, 0) } ?? "-", "\(drawing.crossings)",
        dot.map { "\($0.crossings)" } ?? "-", ratio.map { Measurement.text($0, 2) } ?? "-",
        Measurement.milliseconds(change.seconds), Measurement.text(change.moved * 100, 1) + " %",
      ])
    }
    return [table]
  }

  /// What it takes to draw one edge more, and what moves.
  private struct Change {
    var seconds: Double
    /// The share of the nodes that change their row or their layer, 0...1.
    var moved: Double

    init(of graph: LayoutCorpus.Graph, runs: Int) {
      var fewer = graph.edges
      fewer.remove(at: fewer.count / 2)
      let before = LayoutEngine.layout(nodes: graph.nodes, edges: fewer)
      var after = before
      seconds = Measurement.best(of: runs) {
        after = LayoutEngine.layout(nodes: graph.nodes, edges: graph.edges, previous: before)
      }
      let count = after.nodes.count { id, rect in
        rect.y != before.nodes[id]?.y || after.layers[id] != before.layers[id]
      }
      moved = Double(count) / Double(max(after.nodes.count, 1))
    }
  }
}
