/// Where an arrow head points.
public enum ArrowDirection: Hashable, Sendable {
  /// To the right, at a target's left side: an edge with the flow.
  case right
  /// To the left, at a target's right side: an edge against the flow or within a layer.
  case left
  /// Upwards, at a target's lower side: an edge against the flow into a node without a free row at its side.
  case up
}
