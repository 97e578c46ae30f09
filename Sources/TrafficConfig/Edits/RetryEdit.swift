import Documents
import Texts

/// Plans how failed requests to a service are tried again.
public enum RetryEdit {
  public static func plan(_ request: RetryRequest, in context: EditContext) throws(ChangeRefusal) -> ChangePlan {
    var draft = try RouteDraft(request.scope, for: .forwarding, context: context)
    let path = draft.path.appending("retries")
    let old = words(draft.route["retries"])
    if request.isDefault {
      guard draft.document[path] != nil, !draft.isRuleNew else {
        throw ChangeRefusal(.noRoute, tr("\(request.scope.service) retries by the mesh's default there already."))
      }
      draft.document[path] = nil
    } else {
      let retries = try edited(draft.route["retries"] ?? [:], request)
      draft.document[path] = retries
      if retries.object?.isEmpty == true { draft.document[path] = nil }
    }
    var notes = RetryNotes.all(draft.view)
    if let retries = draft.view.retries, retries.attempts > 0 {
      notes.append(
        tr(
          "A failing request is sent up to \(retries.attempts + 1) times: the load on a service in trouble grows, and the "
            + "callers' error share hides the failures."))
    }
    return draft.plan(
      title: tr("Retries of \(request.scope.service)"), what: "\(old)→\(words(draft.route["retries"]))",
      expiry: request.expiry, notes: notes)
  }

  private static func edited(_ old: JSONValue, _ request: RetryRequest) throws(ChangeRefusal) -> JSONValue {
    var retries = old
    for setting in RetryRequest.Setting.allCases where request.clears.contains(setting) {
      retries[setting.rawValue] = nil
    }
    // Nothing is left and nothing comes: the mesh decides all of it.
    let sets = request.attempts != nil || request.perTry != nil || request.retryOn != nil || request.backoff != nil
    if !request.clears.isEmpty, !sets, retries.object?.isEmpty == true { return retries }
    if let attempts = request.attempts {
      guard (0...1000).contains(attempts) else {
        throw ChangeRefusal(.badValue, tr("The number of retries is 0 to 1000, not \(attempts)."))
      }
      retries["attempts"] = JSONValue(attempts)
    } else if retries["attempts"] == nil {
      // The mesh's default, which an object without the number would switch off.
      retries["attempts"] = 2
    }
    if retries["attempts"] == 0 {
      guard request.perTry == nil, request.retryOn == nil, request.backoff == nil else {
        throw ChangeRefusal(.badValue, tr("With 0 attempts nothing is retried, so nothing else can be said about it."))
      }
      // Istio refuses these beside 0 attempts.
      for key in ["perTryTimeout", "retryOn", "retryRemoteLocalities"] { retries[key] = nil }
      return retries
    }
    if let perTry = request.perTry { retries["perTryTimeout"] = try EditValue.duration(perTry, tr("The time per try")) }
    if let retryOn = request.retryOn {
      let conditions = retryOn.split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
      guard !conditions.isEmpty else {
        throw ChangeRefusal(.badValue, tr("It must be said what is retried, such as 5xx."))
      }
      retries["retryOn"] = .string(conditions.joined(separator: ","))
    }
    if let backoff = request.backoff { retries["backoff"] = try EditValue.duration(backoff, tr("The interval")) }
    return retries
  }

  private static func words(_ value: JSONValue?) -> String {
    guard let retries = HTTPRetry(value) else { return tr("retries as the mesh does") }
    if retries.attempts == 0 { return tr("no retries") }
    var words = tr("up to \(retries.attempts) \(retries.attempts == 1 ? tr("retry") : tr("retries"))")
    if let perTry = retries.perTryTimeout { words += tr(" of \(DurationText.text(seconds: perTry))") }
    if let conditions = retries.retryOn { words += tr(" on \(conditions)") }
    return words
  }
}
