/// Where the items of a layered graph stand, before lines are drawn.
struct Placement {
  var layered: LayeredGraph
  /// The top row of each item, from 0.
  var rows: [Int]
  /// Nodes that need a free row below them for an edge against the flow.
  var needsRowBelow: [Bool]
  /// The columns of the drawing to keep to, one per layer, as far as known; nil afresh.
  var columns: [LayoutColumn?]?
  /// For each edge the rows, from the top of its nodes, where an earlier drawing had its ends; empty afresh.
  var ends: [EdgeRows] = []
}
