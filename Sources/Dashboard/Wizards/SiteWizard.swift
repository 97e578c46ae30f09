import MeshModel
import Texts
import TrafficConfig

/// A front end at `/` and its API under a prefix of the same host, as one form.
struct SiteWizard: Wizard {
  private let facts: WizardFacts
  private let expose: ExposeFields

  init(_ facts: WizardFacts) {
    self.facts = facts
    expose = ExposeFields(facts)
  }

  private var candidates: [ServiceInfo] {
    facts.configuration.services.filter { $0.id != facts.service && !$0.selector.isEmpty }
  }

  private func api(_ answers: FormAnswers) -> ServiceInfo? {
    let near = candidates.first { $0.id.namespace == facts.service.namespace } ?? candidates.first
    let key = answers.choice("api", default: near?.id.description ?? "")
    return candidates.first { $0.id.description == key }
  }

  func fields(_ answers: FormAnswers) -> [FormField] {
    let api = api(answers)
    var fields: [FormField] = [
      .note("front", tr("\(facts.service) is the front end: it gets every path that the API does not."))
    ]
    fields += expose.fields(answers)
    fields += [
      .choice(
        "api", tr("API"), candidates.map { FieldOption($0.id.description) }, api?.id.description ?? "",
        help: tr("The service that answers under the prefix; a letter goes to the next name that begins with it.")),
      .text(
        "prefix", tr("under the prefix"), .path, "/api", isOptional: false,
        help: tr("Such as /api: /api/v1 goes there, too.")),
      .toggle("strip", tr("The API sees paths without it"), false, help: tr("The prefix is rewritten to /.")),
    ]
    if let ports = api?.ports, ports.count > 1 {
      fields.append(
        .choice(
          "apiPort", tr("API port"), ports.map { FieldOption("\($0.number)", "\($0.number) \($0.name)") },
          "\(ports[0].number)"))
    }
    return fields
  }

  func plan(_ answers: FormAnswers) throws(ChangeRefusal) -> ChangePlan {
    guard let api = api(answers) else { throw ChangeRefusal(.unknownService, tr("Choose the service of the API.")) }
    var target = api.id.description
    if api.ports.count > 1 { target += ":" + answers.choice("apiPort", default: "\(api.ports[0].number)") }
    var request = expose.request(answers)
    request.branches = [
      ExposeRequest.Branch(prefix: answers.text("prefix"), target: target, dropsPrefix: answers.isOn("strip"))
    ]
    return try ExposeEdit.plan(request, in: facts.context)
  }

  var status: [TextLine] { expose.status }
}
