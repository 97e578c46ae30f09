/// A finished drawing: where every node and edge goes. Also the memory that the next layout starts from, so that what
/// stays in the graph stays in its place.
public struct GraphDrawing<ID: Hashable & Comparable & Sendable>: Equatable, Sendable {
  /// The smallest size that holds everything.
  public var size: CellSize
  public var nodes: [ID: CellRect]
  /// Sorted by source, then target.
  public var edges: [EdgePath<ID>]
  /// The nodes that call themselves, sorted; they have no path.
  public var selfLoops: [ID]
  /// The layers from left to right.
  public var columns: [LayoutColumn]
  /// The layer of each node, an index into `columns`.
  public var layers: [ID: Int]
  /// Pairs of edges that cross in the drawing.
  public var crossings: Int

  public init(
    size: CellSize = CellSize(width: 0, height: 0), nodes: [ID: CellRect] = [:], edges: [EdgePath<ID>] = [],
    selfLoops: [ID] = [], columns: [LayoutColumn] = [], layers: [ID: Int] = [:], crossings: Int = 0
  ) {
    self.size = size
    self.nodes = nodes
    self.edges = edges
    self.selfLoops = selfLoops
    self.columns = columns
    self.layers = layers
    self.crossings = crossings
  }
}
