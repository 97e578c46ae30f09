import Texts
import TrafficConfig

/// Sends clients elsewhere.
struct RedirectWizard: Wizard {
  private let facts: WizardFacts
  private let scope: ScopeFields

  init(_ facts: WizardFacts) {
    self.facts = facts
    scope = ScopeFields(facts)
  }

  func fields(_ answers: FormAnswers) -> [FormField] {
    let now = scope.route(answers)?.redirect
    let codes = ["301", "302", "303", "307", "308"].map { FieldOption($0) }
    return scope.fields(answers) + [
      .text(
        "uri", tr("To the path"), .any, now?.uri ?? "", inForce: now?.uri ?? "",
        help: tr("In place of the whole path. Empty: the path stays.")),
      .text(
        "authority", tr("on the host"), .any, now?.authority ?? "", inForce: now?.authority ?? "",
        help: tr("Such as shop.example.com. Empty: the host stays.")),
      .choice(
        "scheme", tr("with the scheme"), [FieldOption("", tr("as it is")), FieldOption("http"), FieldOption("https")],
        now?.scheme ?? "", inForce: now?.scheme ?? ""),
      .text(
        "port", tr("and the port"), .whole(1...65535), FieldText.number(now?.port), inForce: FieldText.number(now?.port)
      ),
      .choice(
        "code", tr("Status"), codes, "\(now?.status ?? 301)", inForce: now.map { "\($0.status)" } ?? "",
        help: tr("301 and 308 are remembered by browsers: begin with 302.")),
      ExpiryField.field("none"),
    ]
  }

  func plan(_ answers: FormAnswers) throws(ChangeRefusal) -> ChangePlan {
    let now = scope.route(answers)?.redirect
    let code = answers.choice("code", default: "301")
    let scheme = answers.choice("scheme", default: "")
    return try RedirectEdit.plan(
      RedirectRequest(
        scope: try scope.scope(answers), uri: answers.optionalText("uri"), authority: answers.optionalText("authority"),
        scheme: scheme.isEmpty ? nil : scheme, port: answers.whole("port"),
        status: answers.isEdited("code") || now == nil && code != "301" ? Int(code) : nil,
        expiry: ExpiryField.expiry(answers)), in: facts.context)
  }
}
