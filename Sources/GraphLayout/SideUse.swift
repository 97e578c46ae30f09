/// What meets the sides of each node, and whether its rows suffice for it.
struct SideUse {
  /// Edges with the flow leave here, and edges within the layer.
  var rightOut: [Bool]
  /// Edges against the flow, or within the layer, arrive here.
  var rightIn: [Bool]
  /// Edges with the flow arrive here.
  var leftIn: [Bool]
  /// Edges against the flow leave here.
  var leftOut: [Bool]

  init(graph: IndexedGraph, layers: [Int]) {
    let none = [Bool](repeating: false, count: graph.nodeCount)
    rightOut = none
    rightIn = none
    leftIn = none
    leftOut = none
    for edge in graph.edges {
      if layers[edge.source] < layers[edge.target] {
        rightOut[edge.source] = true
        leftIn[edge.target] = true
      } else if layers[edge.source] > layers[edge.target] {
        leftOut[edge.source] = true
        rightIn[edge.target] = true
      } else {
        rightOut[edge.source] = true
        rightIn[edge.target] = true
      }
    }
  }

  /// Whether edges against the flow have to arrive from below, for want of a second row at the right side.
  func arriveBelow(_ node: Int, graph: IndexedGraph) -> Bool {
    rightOut[node] && rightIn[node] && graph.portRows(of: node).count < 2
  }

  /// Whether edges against the flow have to leave from below, for want of a second row at the left side.
  func leaveBelow(_ node: Int, graph: IndexedGraph) -> Bool {
    leftIn[node] && leftOut[node] && graph.portRows(of: node).count < 2
  }

  /// Whether the row below the node must stay free for an edge.
  func needsRowBelow(_ node: Int, graph: IndexedGraph) -> Bool {
    arriveBelow(node, graph: graph) || leaveBelow(node, graph: graph)
  }
}
