import Texts
import TrafficConfig

/// A version that gets more and more of the requests, and loses them again when it does worse than the others.
struct CanaryWizard: Wizard {
  private let facts: WizardFacts
  /// The version that it is for, unless another is chosen.
  private let preferred: String?

  init(_ facts: WizardFacts) { self.init(facts, preferred: nil) }

  init(_ facts: WizardFacts, preferred: String?) {
    self.facts = facts
    self.preferred = preferred
  }

  /// The versions of the route for everyone, with their shares.
  private var rows: [SplitRow] {
    let splits = facts.splits.filter(\.isOnMesh)
    return (splits.first(where: \.isCatchAll) ?? splits.first)?.rows ?? []
  }

  private var initial: String {
    if let preferred, rows.contains(where: { $0.version == preferred }) { return preferred }
    // Most often the newest version, if it has not everything yet.
    return (rows.last { $0.percent < 100 } ?? rows.last)?.version ?? ""
  }

  func fields(_ answers: FormAnswers) -> [FormField] {
    let options = rows.map { row in
      FieldOption(row.version, tr("\(row.version), \(Figures.weight(row.percent)) % now"))
    }
    return [
      .choice(
        "version", tr("New version"), options, initial, help: tr("The version that gets more and more of the requests.")
      ),
      .text(
        "steps", tr("Steps, %"), .steps, "1, 5, 25, 50, 100", isOptional: false,
        help: tr("Its share at each step, with commas between. Those that it has already are left out.")),
      .text(
        "interval", tr("Each step lasts"), .duration(least: 10), "2m", isOptional: false,
        help: tr("At least so long; longer while there are too few requests to tell.")),
      .text(
        "requests", tr("with requests"), .whole(1...1_000_000), "50", isOptional: false,
        help: tr("So many it must get in a step before any verdict, for or against it.")),
      .heading(tr("Put back when")),
      .text(
        "maxError", tr("it fails more, points"), .percent, "2",
        help: tr("Its share of errors above that of the other versions in the same time. Empty: errors do not count.")),
      .text(
        "maxP99", tr("its p99 is above"), .duration(least: 0.001), "",
        help: tr("Such as 500ms, and only if it is slower than the others. Empty: latency does not count.")),
      .text(
        "patience", tr("a step takes over"), .duration(least: 10), "",
        help: tr("Such as 30m: then too few requests, or others as slow, end it as well. Empty: it waits.")),
    ]
  }

  func canary(_ answers: FormAnswers) throws(ChangeRefusal) -> Canary? {
    try Canary(
      CanaryPlan(
        service: facts.service, version: answers.choice("version", default: initial),
        steps: TextRule.steps(answers.text("steps")) ?? [], interval: answers.seconds("interval") ?? 120,
        minRequests: Double(answers.whole("requests") ?? 50), maxError: answers.number("maxError"),
        maxP99: answers.seconds("maxP99").map { $0 * 1000 }, patience: answers.seconds("patience")),
      in: facts.configuration)
  }

  func plan(_ answers: FormAnswers) throws(ChangeRefusal) -> ChangePlan {
    guard let canary = try canary(answers) else {
      throw ChangeRefusal(.badValue, tr("There is nothing to begin with."))
    }
    let first = try canary.write(ofStep: 0).plan(
      in: facts.configuration, observed: facts.context.observed, apiVersion: facts.context.apiVersion)
    return CanaryWords.announce(canary, in: first)
  }

  var status: [TextLine] {
    guard let card = facts.card, card.traffic.rate > 0 else {
      return [TextLine(tr("! No requests are seen now: without them no step is stood."), .warning)]
    }
    return []
  }
}
