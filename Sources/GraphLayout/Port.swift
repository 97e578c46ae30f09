/// A place where lines meet an item.
struct Port {
  var item: Int
  /// The row of the drawing.
  var row: Int
  /// Under the node rather than at its side.
  var isBelow: Bool
  /// Taken over from an earlier drawing.
  var isKept = false
}
