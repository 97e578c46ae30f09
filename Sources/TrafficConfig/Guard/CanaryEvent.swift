import MeshModel

/// What happens to a canary.
public enum CanaryEvent: Sendable {
  /// A look at the mesh; the only thing by which time passes.
  case looked(MeshSnapshot, MeshConfiguration)
  /// The write that was asked for is made; with what the journal has of it, and when in seconds since 1970.
  case written([JournalEntry.Change], at: Double)
  /// It was not made. It may be tried again if the object only was newer than the plan.
  case writeFailed(String, canRetry: Bool)
  /// Stay at this step; the limits still count.
  case pause
  case resume
  /// Go on to the next step now.
  case promote
  /// Go on to the last step now, which is watched like any other.
  case promoteAll
  /// Put the old weights back, and why.
  case abort(String)
  /// End here with the weights as they are.
  case leave
}
