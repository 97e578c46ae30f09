/// How a canary ended.
public enum CanaryOutcome: Sendable, Hashable {
  /// The last step was stood.
  case promoted
  /// The old weights are back, and why.
  case rolledBack(String)
  /// Somebody else changed the weights, which stay as they are.
  case stopped(String)
  /// A write failed; says how the weights are.
  case failed(String)
  /// Ended by the operator with the weights as they are.
  case left
}
