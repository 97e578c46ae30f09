/// Why a text is not a graph to lay out.
public struct LayoutInputError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Where, such as `nodes[3].width`, and what was expected.
  public let description: String

  init(_ description: String) { self.description = description }
}
