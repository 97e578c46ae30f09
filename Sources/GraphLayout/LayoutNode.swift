/// A node to be drawn, with the size of its card.
public struct LayoutNode<ID: Hashable & Comparable & Sendable>: Hashable, Sendable {
  public var id: ID
  /// Cells, clamped to 1...10,000.
  public var width: Int
  /// Cells, clamped to 1...10,000. From 3 on, the first and last row are taken for a border that lines do not meet.
  public var height: Int
  /// Nodes of one group (a namespace) stand together if the options ask for it.
  public var group: String?

  public init(id: ID, width: Int, height: Int, group: String? = nil) {
    self.id = id
    self.width = width
    self.height = height
    self.group = group
  }
}
