import TrafficConfig

/// A plan before anything is written.
struct PreviewScreen: Sendable {
  enum DryRun: Hashable, Sendable {
    case running
    case answered(DryRunReport)
    case failed(String)
  }

  enum Button: Hashable, Sendable { case cancel, apply }

  var plan: ChangePlan
  var dryRun = DryRun.running
  /// Cancel, until the operator moves on.
  var focus = Button.cancel
  /// The first line of the diff that is shown.
  var scroll = 0

  init(_ plan: ChangePlan) { self.plan = plan }

  /// Why the plan cannot be applied now; nil if it can.
  ///
  /// - Parameter lock: whether each object is still as the plan took it to be.
  func obstacle(readOnly: String?, lock: [ObjectReference: Bool]) -> String? {
    if let readOnly { return readOnly }
    if let changed = lock.filter({ !$0.value }).keys.min() {
      return "\(changed) was changed since: go back and preview again."
    }
    if plan.isEmpty { return "There is nothing to change." }
    if plan.hasErrors { return "Validation finds errors." }
    switch dryRun {
    case .running: return "The server has not answered the dry run yet."
    case .failed(let text): return text
    case .answered(let report): return report.isAccepted ? nil : report.refusal ?? "The server refuses it."
    }
  }
}
