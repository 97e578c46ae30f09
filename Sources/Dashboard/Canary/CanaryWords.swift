import Texts
import TrafficConfig

/// A canary's plan in sentences.
enum CanaryWords {
  /// When the version loses its requests again.
  static func limits(_ plan: CanaryPlan) -> String {
    var words: [String] = []
    if let points = plan.maxError {
      words.append(tr("it fails \(FieldText.number(points)) points more than the others"))
    }
    if let limit = plan.maxP99 { words.append(tr("its p99 is above \(Figures.milliseconds(limit)) and above theirs")) }
    if let patience = plan.patience { words.append(tr("a step takes longer than \(Figures.duration(patience))")) }
    return words.isEmpty ? tr("its pods are gone; no other limit is set") : words.joined(separator: tr(", or "))
  }

  static func requests(_ plan: CanaryPlan) -> String { Figures.counted(Int(plan.minRequests), "request") }

  /// What happens, from the start to either end.
  static func summary(_ canary: Canary) -> String {
    let plan = canary.plan
    let back = tr("back to \(Canary.words(canary.old)) if \(limits(plan))")
    guard canary.shift == nil else {
      return tr(
        "Then \(plan.version) is watched for \(Figures.duration(plan.interval)), with \(requests(plan)) at least: "
          + "\(back).")
    }
    let steps = canary.steps.map(String.init).joined(separator: ", ")
    return tr(
      "Canary of \(plan.version): \(steps) %, each for at least \(Figures.duration(plan.interval)) and "
        + "\(requests(plan)); \(back).")
  }

  /// The plan of the first write, saying what follows by itself.
  static func announce(_ canary: Canary, in plan: ChangePlan) -> ChangePlan {
    var plan = plan
    plan.sentence =
      canary.shift == nil ? tr("\(summary(canary)) First \(plan.sentence)") : "\(plan.sentence) \(summary(canary))"
    plan.notices = canary.notes + plan.notices
    return plan
  }
}
