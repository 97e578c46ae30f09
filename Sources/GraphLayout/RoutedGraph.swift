/// The finished drawing by index.
struct RoutedGraph {
  /// See `EdgePath`.
  struct Path {
    var points: [CellPoint]
    var label: CellRect?
    var isReversed: Bool
    var start: NodeSide
    var arrow: ArrowDirection
  }

  var size: CellSize
  var rects: [CellRect]
  /// One per edge.
  var paths: [Path]
  var columns: [LayoutColumn]
  var crossings: Int
}
