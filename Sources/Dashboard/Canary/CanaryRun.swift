import Cells
import MeshModel
import Texts
import TrafficConfig

/// A canary on its way, as its news tell it.
struct CanaryRun: Sendable {
  /// A line of its history.
  struct Entry: Hashable, Sendable {
    var time: Double
    var news: CanaryNews
  }

  /// As it was planned.
  let canary: Canary
  /// The objects that it writes.
  let references: Set<ObjectReference>
  /// Without the figures of each look; oldest first.
  private(set) var log: [Entry] = []
  /// The newest figures of the step.
  private(set) var latest: Entry?
  /// From 1.
  private(set) var step = 1
  /// New weights are being written.
  private(set) var isWriting = true
  /// The old weights are being put back.
  private(set) var isGoingBack = false
  private(set) var isPaused = false
  var outcome: CanaryOutcome?
  /// Its end was looked at.
  var isSeen = false
  /// The program ends when it has.
  var quitsAtEnd = false

  private static let mostEntries = 200

  init(_ canary: Canary, first plan: ChangePlan) {
    self.canary = canary
    references = Set(plan.changes.map(\.reference) + [ObjectReference].service(canary.plan.service))
  }

  var service: ServiceID { canary.plan.service }
  var version: String { canary.plan.version }
  var isRunning: Bool { outcome == nil }
  /// Percent.
  var weight: Int { canary.steps[max(0, min(step - 1, canary.steps.count - 1))] }

  mutating func take(_ news: CanaryNews, at time: Double) {
    let entry = Entry(time: time, news: news)
    switch news.kind {
    case .watching, .hold:
      step = news.step
      isWriting = false
      let isNewHold = news.kind == .hold && latest?.news.kind != .hold
      latest = entry
      if !isNewHold { return }
    case .step:
      step = news.step
      latest = nil
      isWriting = true
    case .rollback:
      isWriting = true
      isGoingBack = true
    case .paused: isPaused = true
    case .resumed: isPaused = false
    case .retry: break
    case .end: isWriting = false
    }
    log.append(entry)
    if log.count > Self.mostEntries { log.removeFirst(log.count - Self.mostEntries) }
  }

  /// Seconds until the step may end; nil while that is not known.
  func timeLeft(now: Double) -> Double? {
    guard isRunning, !isWriting, let latest else { return nil }
    return max(0, canary.plan.interval - latest.news.elapsed - max(0, now - latest.time))
  }

  /// Weights as they are, such as `v2 5, v1 95`.
  var weightsNow: String { Canary.words(canary.weights(ofStep: step - 1)) }

  // MARK: Words

  /// Such as `step 2 of 5: v2 5 %`.
  var shortWords: String {
    canary.shift == nil
      ? tr("step \(step) of \(canary.steps.count): \(version) \(weight) %") : tr("watched: \(version) \(weight) %")
  }

  /// What goes on, in a word.
  var stateWord: (text: String, style: Style) {
    switch outcome {
    case nil:
      isGoingBack
        ? (tr("putting back"), .warning)
        : isWriting ? (tr("writing"), .accent) : isPaused ? (tr("paused"), .warning) : (tr("running"), .accent)
    case .promoted: (tr("✓ stood"), .healthy)
    case .rolledBack: (tr("✗ put back"), .failure)
    case .stopped: (tr("! stopped"), .warning)
    case .failed: (tr("✗ failed"), .failure)
    case .left: (tr("ended"), .muted)
    }
  }

  /// What the guard makes of the figures, and what it does next.
  func verdict(now: Double) -> (text: String, style: Style) {
    if let outcome { return (Self.words(outcome, self), stateWord.style == .muted ? .text : stateWord.style) }
    if isGoingBack { return (tr("The old weights are being put back."), .warning) }
    if isWriting { return (tr("The weights of the step are being written."), .text) }
    guard let news = latest?.news else { return (tr("The first requests of the step are waited for."), .text) }
    let next =
      step < canary.steps.count
      ? tr("it gets \(canary.steps[step]) %") : canary.shift == nil ? tr("the canary is done") : tr("the watch ends")
    let left = timeLeft(now: now) ?? 0
    if isPaused { return (tr("Paused: it stays at \(weight) %; the limits still count."), .warning) }
    if let obstacle = news.obstacle {
      return (tr("Not yet: \(obstacle). ") + (left > 0 ? "" : tr("The step is held until then.")), .warning)
    }
    return (
      tr("Nothing speaks against it: \(next)")
        + (left > 0 ? tr(" in \(Figures.duration(left.rounded())).") : tr(" now.")), .healthy
    )
  }

  private static func words(_ outcome: CanaryOutcome, _ run: CanaryRun) -> String {
    switch outcome {
    case .promoted: tr("\(run.version) has \(run.weight) % and stood it. The weights stay.")
    case .rolledBack(let reason): "\(reason) \(run.log.last?.news.text ?? "")"
    case .stopped(let text): tr("\(text) The canary ended, and the weights stay as they are.")
    case .failed(let text): text
    case .left: tr("Ended by you; the weights stay: \(run.weightsNow).")
    }
  }

  /// All of it in one line, for screens that are about something else; what has no room is left out whole.
  func strip(now: Double, key: String, width: Int) -> TextLine {
    let end = key.isEmpty ? TextLine() : TextLine(" \(key)", .key) + TextLine(tr(" shows it "), .muted)
    let room = max(0, width - end.width)
    let state = stateWord
    var line = TextLine(tr(" canary \(service.name) \(version) "), .heading)
    line.append(state.text + " ", state.style)
    guard isRunning else {
      line.append(verdict(now: now).text + " ", .text)
      return line.cut(to: room) + end
    }
    line.append(
      canary.shift == nil ? tr("step \(step) of \(canary.steps.count), \(weight) % ") : tr("watched, \(weight) % "),
      .text)
    let left = timeLeft(now: now).map { TextLine(tr("\(Figures.duration($0.rounded())) left "), .muted) } ?? TextLine()
    let obstacle = latest?.news.obstacle.map { TextLine("· \($0) ", .warning) } ?? TextLine()
    let errors = errorWords(besideOthers: false)
    let rests = [
      left + obstacle + errorWords(besideOthers: true), left + obstacle + errors, left + errors, errors, left,
    ]
    return (line + (rests.first { line.width + $0.width <= room } ?? TextLine())).cut(to: room) + end
  }

  /// Percent of the version's requests that failed, and of those of the others; empty while that is not known.
  private func errorWords(besideOthers: Bool) -> TextLine {
    guard let news = latest?.news, let version = news.version?.percentError else { return TextLine() }
    let others = besideOthers ? news.others?.percentError.map { tr(" / others \(Figures.percent($0))") } ?? "" : ""
    return TextLine(tr("· errors \(Figures.percent(version))\(others) "), version > 0 ? .warning : .muted)
  }
}

extension [ObjectReference] {
  /// The objects that are named after a service by habit.
  fileprivate static func service(_ id: ServiceID) -> [ObjectReference] {
    [VirtualService.kind, DestinationRule.kind].map {
      ObjectReference(kind: $0, namespace: id.namespace, name: id.name)
    }
  }
}

extension CanaryRun {
  /// What an operator should know before a plan that writes the same objects; nil if it does not.
  func notice(before plan: ChangePlan) -> String? {
    guard isRunning, plan.changes.contains(where: { references.contains($0.reference) }) else { return nil }
    return tr("The canary of \(service) is running: if this changes what it wrote, it stops and leaves the weights.")
  }
}
