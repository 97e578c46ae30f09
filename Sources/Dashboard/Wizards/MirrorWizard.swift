import Texts
import TrafficConfig

/// Copies of requests to another version or service.
struct MirrorWizard: Wizard {
  private let facts: WizardFacts
  private let scope: ScopeFields

  init(_ facts: WizardFacts) {
    self.facts = facts
    scope = ScopeFields(facts)
  }

  private static let other = "other"

  private func target(_ answers: FormAnswers) -> String {
    let now = scope.route(answers)?.mirrors.first?.subset
    let names = facts.versions.map(\.name)
    return answers.choice("to", default: now.flatMap { names.contains($0) ? $0 : nil } ?? names.last ?? Self.other)
  }

  func fields(_ answers: FormAnswers) -> [FormField] {
    let mirrors = scope.route(answers)?.mirrors ?? []
    let now = mirrors.map { tr("\(FieldText.number($0.percent)) % to \($0.subset ?? $0.host)") }.joined(separator: ", ")
    let isOn = answers.choice("mode", default: "mirror") == "mirror"
    var fields = scope.fields(answers)
    fields.append(
      .choice(
        "mode", tr("Copies"), [FieldOption("mirror", tr("are sent")), FieldOption("none", tr("are sent no more"))],
        "mirror",
        inForce: now.isEmpty ? tr("none") : now))
    if isOn {
      let target = target(answers)
      fields.append(
        .choice(
          "to", tr("to"),
          facts.versions.map { FieldOption($0.name, tr("version \($0.name)")) }
            + [FieldOption(Self.other, tr("another service..."))], target,
          help: tr("Answers to the copies are dropped, but what they do is real: mirror only what may happen twice.")))
      if target == Self.other {
        fields.append(
          .text(
            "service", tr("Service"), .destination, "", isOptional: false,
            help: tr("NAME, NAME.NAMESPACE or a full host name, also of namespaces not shown; with /SUBSET or :PORT.")))
      }
      fields.append(
        .text(
          "percent", tr("of the requests, %"), .percent, FieldText.number(mirrors.first?.percent ?? 100),
          inForce: mirrors.first.map { FieldText.number($0.percent) } ?? "", isOptional: false))
    }
    fields.append(ExpiryField.field("none"))
    return fields
  }

  func plan(_ answers: FormAnswers) throws(ChangeRefusal) -> ChangePlan {
    let scope = try scope.scope(answers)
    let isOn = answers.choice("mode", default: "mirror") == "mirror"
    let chosen = target(answers)
    let target = chosen == Self.other ? answers.text("service") : chosen
    return try MirrorEdit.plan(
      to: isOn ? target : nil, percent: answers.number("percent") ?? 100, for: scope,
      expiry: ExpiryField.expiry(answers), in: facts.context)
  }
}
