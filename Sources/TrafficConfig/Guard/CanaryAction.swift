/// What a canary wants done.
public enum CanaryAction: Sendable, Hashable {
  /// Answered by `written` or `writeFailed`.
  case write(CanaryWrite)
  case tell(CanaryNews)
  /// The last action.
  case finish(CanaryOutcome)
}
