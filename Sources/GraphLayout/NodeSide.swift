/// The side of a node at which an edge begins.
public enum NodeSide: Hashable, Sendable {
  case left, right
  /// Under the node's lower left corner: for an edge against the flow out of a node without a free row at its side.
  /// Under a node of one column that is also where such an edge arrives.
  case below
}
