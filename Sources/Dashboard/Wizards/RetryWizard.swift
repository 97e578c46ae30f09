import Texts
import TrafficConfig

/// How failed requests are tried again.
struct RetryWizard: Wizard {
  private let facts: WizardFacts
  private let scope: ScopeFields

  init(_ facts: WizardFacts) {
    self.facts = facts
    scope = ScopeFields(facts)
  }

  private static var modes: [FieldOption] {
    [
      FieldOption("retry", tr("are tried again")), FieldOption("never", tr("are never tried again")),
      FieldOption("default", tr("as the mesh does")),
    ]
  }

  private func mode(_ answers: FormAnswers) -> String {
    answers.choice("mode", default: scope.route(answers)?.retries?.attempts == 0 ? "never" : "retry")
  }

  func fields(_ answers: FormAnswers) -> [FormField] {
    let now = scope.route(answers)?.retries
    let mode = mode(answers)
    var fields = scope.fields(answers)
    fields.append(
      .choice(
        "mode", tr("Failed requests"), Self.modes, mode, inForce: now == nil ? tr("as the mesh does: 2 retries") : ""))
    if mode == "retry" {
      fields += [
        .text(
          "attempts", tr("Retries at most"), .whole(1...1000), "\(now.map { max(1, $0.attempts) } ?? 2)",
          inForce: FieldText.number(now?.attempts),
          help: tr(
            "Tries after the first, which multiply the load on a service in trouble. Empty: 2, as the mesh does.")),
        .text(
          "perTry", tr("Time per try"), .duration(least: 0.001), FieldText.duration(now?.perTryTimeout),
          inForce: FieldText.duration(now?.perTryTimeout),
          help: tr("Empty: each try may take the whole timeout of the rule.")),
        .text(
          "retryOn", tr("Tried again on"), .retryOn, now?.retryOn ?? "", inForce: now?.retryOn ?? "",
          help:
            tr(
              "Commas between: \(ValueRules.retryConditions.joined(separator: ", ")), or a status. Empty: the default.")
        ),
        .text(
          "backoff", tr("Pause before"), .duration(least: 0.001), FieldText.duration(now?.backoff),
          inForce: FieldText.duration(now?.backoff),
          help: tr("The base of the growing pauses between tries; 25ms if empty.")),
      ]
    }
    fields.append(ExpiryField.field("none"))
    return fields
  }

  func plan(_ answers: FormAnswers) throws(ChangeRefusal) -> ChangePlan {
    let now = scope.route(answers)?.retries
    var request = RetryRequest(scope: try scope.scope(answers), expiry: ExpiryField.expiry(answers))
    switch mode(answers) {
    case "default": request.isDefault = true
    case "never": request.attempts = 0
    default:
      request.clears = cleared(answers, now)
      request.attempts = answers.isEdited("attempts") || now == nil ? answers.whole("attempts") : nil
      if answers.isEdited("perTry") { request.perTry = answers.seconds("perTry") }
      if answers.isEdited("retryOn") { request.retryOn = answers.optionalText("retryOn") }
      if answers.isEdited("backoff") { request.backoff = answers.seconds("backoff") }
    }
    return try RetryEdit.plan(request, in: facts.context)
  }

  /// What was set and is emptied.
  private func cleared(_ answers: FormAnswers, _ now: HTTPRetry?) -> Set<RetryRequest.Setting> {
    let settings: [(String, Bool, RetryRequest.Setting)] = [
      ("attempts", now != nil, .attempts), ("perTry", now?.perTryTimeout != nil, .perTry),
      ("retryOn", now?.retryOn != nil, .retryOn), ("backoff", now?.backoff != nil, .backoff),
    ]
    return Set(
      settings.filter { id, isSet, _ in isSet && answers.isEdited(id) && answers.text(id).isEmpty }.map(\.2))
  }
}
