/// What a canary wants done.
public enum CanaryAction: Sendable, Hashable {
  /// Give the versions these weights; answered by `written` or `writeFailed`.
  case write([ShiftRequest.Weight])
  case tell(CanaryNews)
  /// The last action.
  case finish(CanaryOutcome)
}
