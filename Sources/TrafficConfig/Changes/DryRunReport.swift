/// What the API server said to a plan without making it.
public struct DryRunReport: Sendable, Hashable {
  public enum Outcome: Sendable, Hashable {
    case accepted
    /// By schema, webhook, another policy or missing rights: in the server's words.
    case refused(String)
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
      case .refused, .conflict: false
      }
    }
  }

  /// The first refusal in one line.
  public var refusal: String? {
    for step in steps {
      switch step.outcome {
      case .refused(let text), .conflict(let text): return "\(step.reference): \(text)"
      case .accepted, .skipped: continue
      }
    }
    return nil
  }
}
