import Texts
import TrafficConfig

/// How long a request may take.
struct TimeoutWizard: Wizard {
  private let facts: WizardFacts
  private let scope: ScopeFields

  init(_ facts: WizardFacts) {
    self.facts = facts
    scope = ScopeFields(facts)
  }

  func fields(_ answers: FormAnswers) -> [FormField] {
    let now = scope.route(answers)?.timeout
    let isOn = answers.choice("limit", default: "limit") == "limit"
    var fields = scope.fields(answers)
    fields.append(
      .choice(
        "limit", tr("A request may take"),
        [FieldOption("limit", tr("at most")), FieldOption("none", tr("as long as it takes"))],
        "limit", inForce: now == nil ? tr("as long as it takes") : ""))
    if isOn {
      fields.append(
        .text(
          "timeout", tr("Timeout"), .duration(least: 0.001), FieldText.duration(now), inForce: FieldText.duration(now),
          isOptional: false, help: tr("For the whole request with its retries; after it the caller gets 504.")))
    }
    fields.append(ExpiryField.field("none"))
    return fields
  }

  func plan(_ answers: FormAnswers) throws(ChangeRefusal) -> ChangePlan {
    let isOn = answers.choice("limit", default: "limit") == "limit"
    return try TimeoutEdit.plan(
      isOn ? answers.seconds("timeout") : nil, for: try scope.scope(answers), expiry: ExpiryField.expiry(answers),
      in: facts.context)
  }
}
