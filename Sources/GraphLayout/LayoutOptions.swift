/// How a graph is laid out.
public struct LayoutOptions: Hashable, Sendable {
  /// Where edges leave a node.
  public enum OutPorts: Hashable, Sendable {
    /// All edges of a node leave at one place and part at a common trunk.
    case shared
    /// Each edge leaves at its own row while the node has enough of them; else as `shared`.
    case spread
  }

  /// The least number of columns between two layers; never below 2 (a line and an arrow head).
  public var minimumGap: Int
  /// Free rows between two nodes of a column, at least 1 so that a line can pass.
  public var verticalGap: Int
  /// If the drawing is narrower than this, the gaps between its layers grow, up to `maximumGap` each.
  public var targetWidth: Int?
  /// Columns left free in each gap, so that lines which come later fit and no layer has to move. They are given up
  /// where the drawing would not fit `targetWidth` otherwise.
  public var spareColumns: Int
  /// See `targetWidth`.
  public var maximumGap: Int
  /// The most nodes in one layer; more go to the next. Nil for no limit.
  public var maximumPerLayer: Int?
  public var outPorts: OutPorts
  /// Give each group a band of rows of its own, with room for a frame around it, at the price of more crossings and
  /// rows. Nodes that come later may leave it.
  public var keepsGroupsTogether: Bool
  /// The most sweeps of the crossing reduction; it stops earlier when nothing improves.
  public var sweeps: Int

  public init(
    minimumGap: Int = 4, verticalGap: Int = 1, targetWidth: Int? = nil, spareColumns: Int = 2,
    maximumGap: Int = 16, maximumPerLayer: Int? = nil, outPorts: OutPorts = .shared, keepsGroupsTogether: Bool = false,
    sweeps: Int = 24
  ) {
    self.minimumGap = minimumGap
    self.verticalGap = verticalGap
    self.targetWidth = targetWidth
    self.spareColumns = spareColumns
    self.maximumGap = maximumGap
    self.maximumPerLayer = maximumPerLayer
    self.outPorts = outPorts
    self.keepsGroupsTogether = keepsGroupsTogether
    self.sweeps = sweeps
  }
}
