import MeshModel
import Texts

extension Canary {
  /// What the figures say of the version.
  enum Verdict: Sendable, Hashable {
    case good
    /// Not good enough to go on, not bad enough to go back.
    case wait(String)
    case bad(String)
  }

  mutating func judge(_ snapshot: MeshSnapshot, since: Double) -> [CanaryAction] {
    let (version, others) = figures(snapshot, since: since)
    let elapsed = max(0, snapshot.timestamp - since)
    if others.requests >= plan.minRequests { baseline = others }
    let verdict = verdict(version, others)
    if case .bad(let reason) = verdict { return rollBack(reason) }
    let text =
      tr(
        "step \(step + 1) of \(steps.count), \(plan.version) \(steps[step]) %, \(Int(elapsed)) of \(Int(plan.interval)) s: "
          + "\(plan.version) \(version.words); others \(others.words)")
    var obstacle: String?
    if case .wait(let why) = verdict { obstacle = why }
    // A change of the configuration brings a look of its own, with the same figures.
    let isNews = elapsed >= toldAt + 1
    if isNews { toldAt = elapsed }
    guard elapsed >= plan.interval else {
      return !isNews
        ? [] : [.tell(news(.watching, text, elapsed: elapsed, version: version, others: others, obstacle: obstacle))]
    }
    guard let reason = obstacle ?? (isPaused ? tr("paused") : nil) else {
      return promote(tr("\(version.words); others \(others.words)"))
    }
    if let patience = plan.patience, elapsed >= patience, !isPaused {
      return rollBack(tr("After \(Int(elapsed)) s the step is not stood: \(reason)."))
    }
    return !isNews
      ? []
      : [
        .tell(
          news(
            .hold, tr("\(text); held: \(reason)"), elapsed: elapsed, version: version, others: others, obstacle: reason)
        )
      ]
  }

  /// Against the other versions in the same time; where they have too few requests, against what they had last.
  func verdict(_ version: CanaryFigures, _ others: CanaryFigures) -> Verdict {
    guard version.requests >= plan.minRequests else {
      let (seen, wanted) = (Int(version.requests.rounded(.down)), Int(plan.minRequests.rounded(.up)))
      return .wait(tr("\(seen) of \(wanted) requests"))
    }
    let base = others.requests >= plan.minRequests ? others : baseline
    if let limit = plan.maxError, let share = version.percentError {
      let other = base?.percentError ?? 0
      if share - other > limit {
        return .bad(
          tr(
            "\(plan.version) fails \(Percent.text(share)) of \(Int(version.requests)) requests, the others "
              + "\(Percent.text(other)): more than \(Percent.number(limit)) points above them."))
      }
    }
    guard let limit = plan.maxP99 else { return .good }
    guard let p99 = version.p99 else { return .wait(tr("its 99th percentile is not seen yet")) }
    guard p99 > limit else { return .good }
    guard let other = base?.p99, other >= p99 else {
      let compared = base?.p99.map { tr(", the others' is \(Percent.number($0)) ms") } ?? ""
      return .bad(
        tr(
          "\(plan.version) has a 99th percentile of \(Percent.number(p99)) ms, above \(Percent.number(limit)) ms\(compared)."
        )
      )
    }
    return .wait(tr("the 99th percentile is above \(Percent.number(limit)) ms for all versions"))
  }
}
