import MeshModel
import Texts

/// A change of weights that a canary wants made.
public struct CanaryWrite: Sendable, Hashable {
  public var request: ShiftRequest
  /// For the journal, such as `Canary v2 of reviews.default: step 1 of 5`.
  public var title: String
  /// Why the old weights come back, in a sentence; nil for a step.
  public var reason: String?

  /// What it writes, on a look at the mesh.
  ///
  /// - Parameter apiVersion: for objects that are created.
  public func plan(
    in configuration: MeshConfiguration, observed: [String: RequestTotals] = [:], apiVersion: String
  ) throws(ChangeRefusal) -> ChangePlan {
    let plan = try TrafficShift.plan(request, in: configuration, observed: observed, apiVersion: apiVersion)
    let sentence = reason.map { tr("\(plan.sentence) Put back: \($0)") } ?? plan.sentence
    return ChangePlan(
      title: title, sentence: sentence, changes: plan.changes, findings: plan.findings, forecast: plan.forecast,
      notices: plan.notices, rollBackReason: reason)
  }
}
