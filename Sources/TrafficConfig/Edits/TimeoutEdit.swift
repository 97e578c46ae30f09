import Documents
import Texts

/// Plans how long a request to a service may take.
public enum TimeoutEdit {
  /// - Parameter seconds: for the whole request with its retries; nil removes the limit.
  public static func plan(
    _ seconds: Double?, for scope: RouteScope, expiry: Expiry = .never, in context: EditContext
  ) throws(ChangeRefusal) -> ChangePlan {
    var draft = try RouteDraft(scope, for: .forwarding, context: context)
    let value = try seconds.map { seconds throws(ChangeRefusal) in try EditValue.duration(seconds, tr("The timeout")) }
    if value == nil, draft.original == nil || draft.isRuleNew {
      throw ChangeRefusal(.noRoute, tr("\(scope.service) has no timeout there to remove."))
    }
    draft.document[draft.path.appending("timeout")] = value
    let old = draft.oldView.timeout.map { DurationText.text(seconds: $0) } ?? tr("none")
    let new = seconds.map { DurationText.text(seconds: $0) } ?? tr("none")
    return draft.plan(
      title: tr("Timeout of \(scope.service)"), what: tr("timeout \(old)→\(new)"), expiry: expiry,
      notes: RetryNotes.all(draft.view))
  }
}
