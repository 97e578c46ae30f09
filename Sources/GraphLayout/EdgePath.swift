/// The way of one edge through the drawing.
public struct EdgePath<ID: Hashable & Comparable & Sendable>: Hashable, Sendable {
  public var source: ID
  public var target: ID
  /// The corners of an orthogonal line, both ends included: the first point is the cell next to the source, the last
  /// one is the cell of the arrow head, next to the target. A one-cell path has a single point.
  ///
  /// An edge with the flow goes from the source's right side to the target's left side. An edge against the flow goes
  /// from the source's left side (or from below its left end) to the target's right side (or to below its right end);
  /// an edge within a layer from the source's right side to the target's right side.
  public var points: [CellPoint]
  /// The cells kept for the label, one row high; nil for an edge without one and for an edge within a layer.
  public var label: CellRect?
  /// Drawn against the flow: the target does not stand right of the source. To be drawn dashed.
  public var isReversed: Bool
  /// Where the line leaves the source.
  public var start: NodeSide
  /// How it arrives at the target.
  public var arrow: ArrowDirection

  public init(
    source: ID, target: ID, points: [CellPoint], label: CellRect? = nil, isReversed: Bool = false,
    start: NodeSide = .right, arrow: ArrowDirection = .right
  ) {
    self.source = source
    self.target = target
    self.points = points
    self.label = label
    self.isReversed = isReversed
    self.start = start
    self.arrow = arrow
  }
}
