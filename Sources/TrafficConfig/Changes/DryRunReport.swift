/// What the API server said to a plan without making it.
public struct DryRunReport: Sendable, Hashable {
  public enum Outcome: Sendable, Hashable {
    case accepted
    /// By schema, webhook or another policy: in the server's words.
    case refused(String)
    /// The user has not the right.
    case forbidden(String)
    /// The object is not as the plan took it to be: what changed.
    case conflict(String)
    /// Not asked, and why: an earlier step failed, or the server has no dry run.
    case skipped(String)
  }

  public struct Step: Sendable, Hashable {
    public var reference: ObjectReference
    public var operation: ObjectChange.Operation
    public var outcome: Outcome

    public init(reference: ObjectReference, operation: ObjectChange.Operation, outcome: Outcome) {
      self.reference = reference
      self.operation = operation
      self.outcome = outcome
    }
  }

  public var planID: String
  /// In the order of the plan.
  public var steps: [Step]
  /// Warnings that the server sent along.
  public var warnings: [String]

  public init(planID: String, steps: [Step], warnings: [String] = []) {
    self.planID = planID
    self.steps = steps
    self.warnings = warnings
  }

  /// No step was refused.
  public var isAccepted: Bool {
    steps.allSatisfy { step in
      switch step.outcome {
      case .accepted, .skipped: true
      case .refused, .forbidden, .conflict: false
      }
    }
  }

  /// Whether the user has not the right to one of the writes.
  public var isForbidden: Bool { steps.contains { if case .forbidden = $0.outcome { true } else { false } } }

  /// The first refusal in one line.
  public var refusal: String? {
    for step in steps {
      switch step.outcome {
      case .refused(let text), .forbidden(let text), .conflict(let text): return "\(step.reference): \(text)"
      case .accepted, .skipped: continue
      }
    }
    return nil
  }
}
