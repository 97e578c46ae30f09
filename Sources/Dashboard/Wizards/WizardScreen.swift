import MeshModel
import Texts
import TrafficConfig

/// A wizard's form on the screen, with what it would come to.
struct WizardScreen: Sendable {
  /// What the form as it is would do.
  enum Outcome: Sendable {
    /// Something is missing or wrong at a field.
    case incomplete
    case refused(String)
    case plan(ChangePlan)
  }

  var kind: WizardKind
  var service: ServiceID
  /// Of the rule that is edited or inserted, for the routing wizard.
  var rule: RulePlace?
  var form = Form()
  var outcome = Outcome.incomplete
  /// The canary that the plan would begin.
  private(set) var canary: Canary?
  /// The version that a canary is for, until another is chosen.
  var preferred: String?
  /// How things stand, beside the form.
  var status: [TextLine] = []
  /// Asked whether what was entered may be thrown away.
  var isLeaving = false

  init(_ kind: WizardKind, service: ServiceID, rule: RulePlace? = nil) {
    self.kind = kind
    self.service = service
    self.rule = rule
  }

  var title: String {
    switch rule?.kind {
    case nil: kind.title
    case .edit: tr("Rule \((rule?.index ?? 0) + 1)")
    case .insert: tr("New rule \((rule?.index ?? 0) + 1)")
    }
  }

  private func wizard(_ facts: WizardFacts) -> (any Wizard)? {
    if let rule { return RuleWizard(facts, place: rule) }
    if kind == .canary { return CanaryWizard(facts, preferred: preferred) }
    return kind.form.map { $0.init(facts) }
  }

  /// Brings fields, status and outcome in line with the mesh and with what is entered.
  mutating func refresh(_ facts: WizardFacts) {
    guard let wizard = wizard(facts) else { return }
    form.take(wizard.fields(form.entries))
    status = wizard.status
    if form.fields.contains(where: { $0.isWrong(isFinal: true) }) {
      outcome = .incomplete
      return
    }
    canary = nil
    do throws(ChangeRefusal) {
      canary = try wizard.canary(form.answers)
      outcome = .plan(try wizard.plan(form.answers))
    } catch {
      outcome = .refused(error.text)
    }
  }
}
