import TrafficConfig

/// How failed requests are tried again.
struct RetryWizard: Wizard {
  private let facts: WizardFacts
  private let scope: ScopeFields

  init(_ facts: WizardFacts) {
    self.facts = facts
    scope = ScopeFields(facts)
  }

  private static let modes: [FieldOption] = [
    FieldOption("retry", "are tried again"), FieldOption("never", "are never tried again"),
    FieldOption("default", "as the mesh does"),
  ]

  private func mode(_ answers: FormAnswers) -> String {
    answers.choice("mode", default: scope.route(answers)?.retries?.attempts == 0 ? "never" : "retry")
  }

  func fields(_ answers: FormAnswers) -> [FormField] {
    let now = scope.route(answers)?.retries
    let mode = mode(answers)
    var fields = scope.fields(answers)
    fields.append(
      .choice("mode", "Failed requests", Self.modes, mode, inForce: now == nil ? "as the mesh does: 2 retries" : ""))
    if mode == "retry" {
      fields += [
        .text(
          "attempts", "Retries at most", .whole(1...1000), "\(now.map { max(1, $0.attempts) } ?? 2)",
          inForce: FieldText.number(now?.attempts), isOptional: false,
          help: "Further tries after the first; each may multiply the load on a service in trouble."),
        .text(
          "perTry", "Time per try", .duration(least: 0.001), FieldText.duration(now?.perTryTimeout),
          inForce: FieldText.duration(now?.perTryTimeout),
          help: "Empty: each try may take the whole timeout of the rule."),
        .text(
          "retryOn", "Tried again on", .retryOn, now?.retryOn ?? "", inForce: now?.retryOn ?? "",
          help:
            "Commas between: \(ValueRules.retryConditions.joined(separator: ", ")), or a status. Empty: the default."),
        .text(
          "backoff", "Pause before", .duration(least: 0.001), FieldText.duration(now?.backoff),
          inForce: FieldText.duration(now?.backoff),
          help: "The base of the growing pauses between tries; 25ms if empty."),
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
      try checkClearing(answers, now)
      request.attempts = answers.isEdited("attempts") || now == nil ? answers.whole("attempts") : nil
      if answers.isEdited("perTry") { request.perTry = answers.seconds("perTry") }
      if answers.isEdited("retryOn") { request.retryOn = answers.optionalText("retryOn") }
      if answers.isEdited("backoff") { request.backoff = answers.seconds("backoff") }
    }
    return try RetryEdit.plan(request, in: facts.context)
  }

  /// Single settings are changed, but removed only all together.
  private func checkClearing(_ answers: FormAnswers, _ now: HTTPRetry?) throws(ChangeRefusal) {
    let emptied: [(String, Bool, String)] = [
      ("perTry", now?.perTryTimeout != nil, "time per try"), ("retryOn", now?.retryOn != nil, "conditions"),
      ("backoff", now?.backoff != nil, "pause"),
    ]
    for (id, isSet, word) in emptied where isSet && answers.isEdited(id) && answers.text(id).isEmpty {
      throw ChangeRefusal(
        .badValue, "The \(word) can be changed, not emptied alone: choose “as the mesh does” first, then set the rest.")
    }
  }
}
