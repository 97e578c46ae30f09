/// What the edges draw in one cell.
public struct LineStroke: Hashable, Sendable {
  public var point: CellPoint
  /// The arms of all edges that pass here.
  public var arms: LineArms
  /// The lines that go straight through this cell from left to right and from top to bottom have nothing to do with
  /// each other: to be drawn as a crossing, never as a joint.
  public var isCrossing: Bool
  /// The edges with a horizontal arm here, as indices into `GraphDrawing.edges`, ascending.
  public var horizontal: [Int]
  /// The edges with a vertical arm here, as indices into `GraphDrawing.edges`, ascending.
  public var vertical: [Int]
  /// The arrow head to be drawn here instead of the line.
  public var arrow: ArrowDirection?

  public init(
    point: CellPoint, arms: LineArms, isCrossing: Bool = false, horizontal: [Int] = [], vertical: [Int] = [],
    arrow: ArrowDirection? = nil
  ) {
    self.point = point
    self.arms = arms
    self.isCrossing = isCrossing
    self.horizontal = horizontal
    self.vertical = vertical
    self.arrow = arrow
  }

  /// All edges that pass here, ascending.
  public var edges: [Int] {
    if horizontal == vertical { return horizontal }
    return Set(horizontal).union(vertical).sorted()
  }
}
