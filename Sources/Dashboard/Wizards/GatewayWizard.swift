import Texts
import TrafficConfig

/// Publishes a service on a host through a gateway.
struct GatewayWizard: Wizard {
  private let facts: WizardFacts
  private let expose: ExposeFields

  init(_ facts: WizardFacts) {
    self.facts = facts
    expose = ExposeFields(facts)
  }

  func fields(_ answers: FormAnswers) -> [FormField] {
    expose.fields(answers) + [
      .text("path", tr("Only paths under"), .path, "", help: tr("Such as /shop. Empty: all paths of the host."))
    ]
  }

  func plan(_ answers: FormAnswers) throws(ChangeRefusal) -> ChangePlan {
    var request = expose.request(answers)
    request.path = answers.optionalText("path")
    return try ExposeEdit.plan(request, in: facts.context)
  }

  var status: [TextLine] { expose.status }
}
