import Texts
import TrafficConfig

/// An answer that the proxies give by themselves.
struct AnswerWizard: Wizard {
  private let facts: WizardFacts
  private let scope: ScopeFields

  init(_ facts: WizardFacts) {
    self.facts = facts
    scope = ScopeFields(facts)
  }

  func fields(_ answers: FormAnswers) -> [FormField] {
    let now = scope.route(answers)?.directResponse
    return scope.fields(answers) + [
      .text(
        "status", tr("Status"), .whole(200...599), "\(now?.status ?? 503)", inForce: FieldText.number(now?.status),
        isOptional: false, help: tr("The requests do not reach the service any more.")),
      .text("body", tr("Body"), .any, now?.body ?? "", inForce: now?.body ?? "", help: tr("As text. Empty: no body.")),
      ExpiryField.field("none"),
    ]
  }

  func plan(_ answers: FormAnswers) throws(ChangeRefusal) -> ChangePlan {
    try RedirectEdit.answer(
      status: answers.whole("status") ?? 503, body: answers.optionalText("body"), for: try scope.scope(answers),
      expiry: ExpiryField.expiry(answers), in: facts.context)
  }
}
