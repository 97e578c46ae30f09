import MeshModel

/// Several edits as one plan: each starts from what those before it would leave.
struct PlanSequence {
  private(set) var context: EditContext
  private var changes: [ObjectChange] = []
  private(set) var notices: [String] = []
  private var service: ServiceInfo?

  init(_ context: EditContext) { self.context = context }

  mutating func add(_ plan: ChangePlan, for service: ServiceInfo) {
    self.service = self.service ?? service
    for change in plan.changes {
      if let index = changes.firstIndex(where: { $0.reference == change.reference }) {
        changes[index].after = change.after
      } else {
        changes.append(change)
      }
    }
    for notice in plan.notices where !notices.contains(notice) { notices.append(notice) }
    let review = PlanReview(configuration: context.configuration, service: service, changes: plan.changes)
    context.configuration = review.changed
  }

  /// - Parameter before: the mesh before the first of the edits.
  func plan(title: String, sentence: String, from before: EditContext) -> ChangePlan {
    guard let service else { return ChangePlan(title: title, sentence: sentence, changes: []) }
    let review = PlanReview(configuration: before.configuration, service: service, changes: changes)
    return ChangePlan(
      title: title, sentence: ([sentence] + review.creations).joined(separator: " "), changes: changes,
      findings: review.findings, notices: notices)
  }
}
