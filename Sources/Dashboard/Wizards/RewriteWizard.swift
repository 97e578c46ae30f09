import Texts
import TrafficConfig

/// Another address for the destination than the client sent.
struct RewriteWizard: Wizard {
  private let facts: WizardFacts
  private let scope: ScopeFields

  init(_ facts: WizardFacts) {
    self.facts = facts
    scope = ScopeFields(facts)
  }

  private func mode(_ answers: FormAnswers) -> String {
    answers.choice("mode", default: scope.route(answers)?.rewrite?.regexMatch == nil ? "prefix" : "regex")
  }

  func fields(_ answers: FormAnswers) -> [FormField] {
    let now = scope.route(answers)?.rewrite
    let mode = mode(answers)
    var fields = scope.fields(answers)
    fields.append(
      .choice(
        "mode", tr("In the path"),
        [FieldOption("prefix", tr("replace what was matched")), FieldOption("regex", tr("replace a pattern"))],
        mode))
    if mode == "prefix" {
      fields.append(
        .text(
          "uri", tr("by"), .path, now?.uri ?? "", inForce: now?.uri ?? "",
          help: tr("In place of the matched prefix, or of the whole path under an exact match. Empty: the path stays."))
      )
    } else {
      fields += [
        .text(
          "pattern", tr("Pattern"), .regex, now?.regexMatch ?? "", inForce: now?.regexMatch ?? "", isOptional: false,
          help: tr("RE2; every match in the path is replaced.")),
        .text(
          "replacement", tr("by"), .any, now?.regexRewrite ?? "", inForce: now?.regexRewrite ?? "",
          help: tr("May name groups of the pattern as \\1.")),
      ]
    }
    fields += [
      .text(
        "authority", tr("Host"), .any, now?.authority ?? "", inForce: now?.authority ?? "",
        help: tr("The Host header that the destination sees. Empty: as it was sent.")),
      ExpiryField.field("none"),
    ]
    return fields
  }

  func plan(_ answers: FormAnswers) throws(ChangeRefusal) -> ChangePlan {
    let isRegex = mode(answers) == "regex"
    return try RewriteEdit.plan(
      RewriteRequest(
        scope: try scope.scope(answers), uri: isRegex ? nil : answers.optionalText("uri"),
        pattern: isRegex ? answers.optionalText("pattern") : nil,
        replacement: isRegex ? answers.text("replacement") : nil, authority: answers.optionalText("authority"),
        expiry: ExpiryField.expiry(answers)), in: facts.context)
  }
}
