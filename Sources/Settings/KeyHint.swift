/// What the footer says about one or more actions, such as `←↓↑→ move`.
public struct KeyHint: Hashable, Sendable {
  public let keys: String
  public let label: String
  /// The actions that the keys stand for, in their order; never empty.
  public let actions: [Action]
}
