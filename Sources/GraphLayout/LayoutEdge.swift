/// An edge to be drawn. Edges with the same source and target are merged: weights add up, the widest label counts.
public struct LayoutEdge<ID: Hashable & Comparable & Sendable>: Hashable, Sendable {
  public var source: ID
  public var target: ID
  /// How much the edge matters, such as requests per second: of a cycle, the edge with the least weight is the one
  /// drawn against the flow. Negative and non-finite values count as 0.
  public var weight: Double
  /// Cells to keep free for a label on a stretch of line that belongs to this edge alone, blanks around the text
  /// included; 0 for no label. Clamped to 0...1,000.
  public var labelWidth: Int

  public init(source: ID, target: ID, weight: Double = 1, labelWidth: Int = 0) {
    self.source = source
    self.target = target
    self.weight = weight
    self.labelWidth = labelWidth
  }
}
