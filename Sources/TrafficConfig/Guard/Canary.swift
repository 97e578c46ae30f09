import MeshModel
import Texts

/// Walks a version through the steps of a plan, and puts the old weights back when it does worse than the others.
///
/// A pure state machine: events in, actions out; it reads no clock and writes nothing. Whoever drives it looks at the
/// mesh and makes the writes that it asks for by the change pipeline, one at a time.
public struct Canary: Sendable {
  enum Phase: Sendable, Hashable {
    case idle
    /// To be written at the next look that has seen the write before.
    case due(Write)
    /// Being written.
    case writing(Write)
    /// Written, in seconds since 1970.
    case watching(since: Double)
    case over
  }

  enum Write: Sendable, Hashable {
    /// From 0.
    case step(Int)
    case restore(String)
  }

  public let plan: CanaryPlan
  /// The weights to put back.
  public let old: [ShiftRequest.Weight]
  /// The steps that are walked: those of the plan above what the version has already.
  public let steps: [Int]
  /// What the operator should know before the start.
  public let notes: [String]
  /// The shift that is watched as the only step; nil where the plan's steps are walked.
  public let shift: ShiftRequest?
  /// Under which names the version's requests are seen.
  private let names: Set<String>
  private let others: [SplitRow]
  private let target: SplitRow

  var phase = Phase.idle
  /// From 0; the newest that was written, or is being written.
  private(set) var step = 0
  public private(set) var isPaused = false
  private var attempts = 0
  /// When figures were told last, in seconds since the step was written.
  var toldAt = -Double.infinity
  private var hasWritten = false
  private var watch: RevertWatch?
  /// The newest figures of the other versions that can be compared with.
  var baseline: CanaryFigures?

  /// How often a write is repeated that met a newer object than the last look had.
  private static let maxAttempts = 5

  /// - Throws: a refusal if the plan makes no sense, the version or its route is not known, or there is nothing to
  ///   compare it with.
  public init(_ plan: CanaryPlan, in configuration: MeshConfiguration) throws(ChangeRefusal) {
    try plan.check()
    let service = try Self.service(plan.service, in: configuration)
    let split = try RouteChoice(configuration: configuration, service: service).split()
    guard let target = split.rows.first(where: { $0.version == plan.version || $0.subset == plan.version }) else {
      let known = split.rows.map(\.version).joined(separator: ", ")
      throw ChangeRefusal(.unknownVersion, tr("\(plan.service) has no version \(plan.version). Known: \(known)."))
    }
    try Self.checkPods(of: target)
    let others = split.rows.filter { $0.version != target.version && $0.percent > 0 }
    guard !others.isEmpty else {
      throw ChangeRefusal(
        .badWeights, tr("\(target.version) has all requests to \(plan.service): there is nothing to take them from."))
    }
    let hasWeights = split.rows.contains(where: \.isInRoute)
    steps = hasWeights ? plan.steps.filter { Double($0) > target.percent } : plan.steps
    guard !steps.isEmpty else {
      throw ChangeRefusal(
        .badWeights, tr("\(target.version) has \(Percent.text(target.percent)) already: no step is above that."))
    }
    self.plan = plan
    self.target = target
    self.others = others
    shift = nil
    names = Self.names(of: target, in: configuration)
    var notes: [String] = []
    if hasWeights {
      old = Self.weights(of: target, target.percent, others)
    } else {
      // Without weights the pods decide, and a canary would keep their share.
      old = Self.weights(of: target, 0, others)
      notes.append(tr("No weights are set now: what is put back if it fails is \(Self.words(old))."))
    }
    self.notes = notes
  }

  /// A shift that is made at once and then watched: the version that gains most loses it again if it does worse than
  /// the others.
  ///
  /// - Parameter plan: how long, and by which limits; the version and the step follow from the shift.
  /// - Throws: a refusal if the route is not known, or no version gains anything.
  public init(
    guarding shift: ShiftRequest, by plan: CanaryPlan, in configuration: MeshConfiguration
  ) throws(ChangeRefusal) {
    let service = try Self.service(shift.service, in: configuration)
    let split = try RouteChoice(configuration: configuration, service: service).split(for: shift)
    func wanted(_ row: SplitRow) -> Int { shift.weights.first { $0.version == row.version }?.weight ?? 0 }
    let gains = split.rows.map { (row: $0, gain: Double(wanted($0)) - $0.percent) }
    // Whole weights differ from the shares of pods by their rounding.
    guard let most = gains.max(by: { $0.gain < $1.gain }), most.gain >= 1 else {
      throw ChangeRefusal(
        .badWeights, tr("No version of \(shift.service) gets more than now: there is nothing to watch."))
    }
    try Self.checkPods(of: most.row)
    var plan = plan
    plan.service = shift.service
    plan.version = most.row.version
    plan.steps = [wanted(most.row)]
    try plan.check()
    self.plan = plan
    self.shift = shift
    target = most.row
    others = split.rows.filter { $0.version != most.row.version && ($0.percent > 0 || wanted($0) > 0) }
    steps = plan.steps
    names = Self.names(of: target, in: configuration)
    old = zip(split.rows, Percent.whole(split.rows.map(\.percent))).map { ShiftRequest.Weight($0.version, $1) }
    notes =
      split.rows.contains(where: \.isInRoute)
      ? [] : [tr("No weights are set now: what is put back if it fails is \(Self.words(old)), as the pods have it.")]
  }

  private static func service(
    _ id: ServiceID, in configuration: MeshConfiguration
  ) throws(ChangeRefusal) -> ServiceInfo {
    guard let service = configuration.service(id) else {
      throw ChangeRefusal.noService(id, in: configuration)
    }
    return service
  }

  private static func checkPods(of target: SplitRow) throws(ChangeRefusal) {
    guard target.readyPods > 0 else {
      throw ChangeRefusal(.badValue, tr("\(target.version) has no ready pod: its requests would fail with 503."))
    }
  }

  private static func names(of target: SplitRow, in configuration: MeshConfiguration) -> Set<String> {
    let workloads = configuration.workloads.filter { target.workloads.contains($0.id) }
    return Set([target.version] + workloads.flatMap { [$0.version ?? $0.id.name, $0.id.name] })
  }

  /// The weights of a step, from 0: what the version does not get, the others share as they do now.
  public func weights(ofStep index: Int) -> [ShiftRequest.Weight] {
    shift?.weights ?? Self.weights(of: target, Double(steps[index]), others)
  }

  /// The write of a step, from 0.
  public func write(ofStep index: Int) -> CanaryWrite {
    let what = shift == nil ? tr("step \(index + 1) of \(steps.count)") : tr("watched shift")
    return CanaryWrite(request: request(weights(ofStep: index)), title: title(what))
  }

  private func title(_ what: String) -> String { tr("Canary \(plan.version) of \(plan.service): \(what)") }

  /// On the route of the shift, or on that for everyone.
  private func request(_ weights: [ShiftRequest.Weight]) -> ShiftRequest {
    ShiftRequest(
      service: plan.service, routeIndex: shift?.routeIndex, virtualService: shift?.virtualService,
      section: shift?.section, weights: weights)
  }

  private static func weights(of target: SplitRow, _ percent: Double, _ others: [SplitRow]) -> [ShiftRequest.Weight] {
    let sum = others.reduce(0) { $0 + $1.percent }
    let shares = Percent.whole([percent] + others.map { $0.percent / sum * (100 - percent) })
    return zip([target] + others, shares).map { ShiftRequest.Weight($0.version, $1) }
  }

  /// Such as `v1 95, v2 5`.
  public static func words(_ weights: [ShiftRequest.Weight]) -> String {
    weights.map { "\($0.version) \($0.weight)" }.joined(separator: ", ")
  }

  // MARK: events

  /// The first write.
  public mutating func begin() -> [CanaryAction] { begin(.step(0)) }

  /// - Returns: what is to be done, in order; nothing after the end.
  public mutating func handle(_ event: CanaryEvent) -> [CanaryAction] {
    if phase == .over { return [] }
    switch event {
    case .looked(let snapshot, let configuration): return looked(snapshot, configuration)
    case .written(let changes, let time): return written(changes, at: time)
    case .writeFailed(let text, let canRetry): return failed(text, canRetry: canRetry)
    case .pause:
      isPaused = true
      return [.tell(news(.paused, tr("Paused at \(target.version) \(steps[step]) %; the limits still count.")))]
    case .resume:
      isPaused = false
      return [.tell(news(.resumed, tr("Goes on.")))]
    case .promote:
      guard case .watching = phase else { return [] }
      return promote(tr("as told"))
    case .promoteAll:
      guard case .watching = phase else { return [] }
      return step + 1 < steps.count ? begin(.step(steps.count - 1)) : promote(tr("as told"))
    case .abort(let reason): return rollBack(reason)
    case .leave: return finish(.left, tr("Ends with \(Self.words(weights(ofStep: step)))."))
    }
  }

  private mutating func begin(_ write: Write) -> [CanaryAction] {
    // On a look from before the last write, the old weights would seem to be back already.
    guard watch?.isSeen ?? true else {
      phase = .due(write)
      return []
    }
    phase = .writing(write)
    switch write {
    case .step(let index):
      step = index
      let weights = weights(ofStep: index)
      let text = tr("step \(index + 1) of \(steps.count): \(Self.words(weights))")
      return [.tell(news(.step, text)), .write(self.write(ofStep: index))]
    case .restore(let reason):
      let back = CanaryWrite(request: request(old), title: title(tr("old weights back")), reason: reason)
      return [.tell(news(.rollback, tr("\(reason) Back to \(Self.words(old))."))), .write(back)]
    }
  }

  private mutating func looked(_ snapshot: MeshSnapshot, _ configuration: MeshConfiguration) -> [CanaryAction] {
    if let foreign = foreignChange(configuration, now: snapshot.timestamp) {
      return finish(.stopped(foreign.text), tr("\(foreign.text) The weights stay as they are."))
    }
    switch phase {
    case .due(let write): return begin(write)
    case .watching(let since):
      // Requests that no pod answers are nowhere counted as the version's.
      if hasLostPods(configuration) { return rollBack(tr("\(target.version) has no ready pod any more.")) }
      return judge(snapshot, since: since)
    case .idle, .writing, .over: return []
    }
  }

  private func hasLostPods(_ configuration: MeshConfiguration) -> Bool {
    guard let service = configuration.service(plan.service) else { return true }
    let versions = configuration.versions(of: service).filter { version in
      version.name == target.version || version.workloads.contains(where: target.workloads.contains)
    }
    return versions.allSatisfy { $0.readyPods == 0 }
  }

  private mutating func foreignChange(_ configuration: MeshConfiguration, now: Double) -> ForeignChange? {
    guard var watch else { return nil }
    defer { self.watch = watch }
    for reference in watch.references {
      let document =
        reference.kind == DestinationRule.kind
        ? configuration.destinationRules.first { $0.reference == reference }?.document
        : configuration.virtualService(namespace: reference.namespace, name: reference.name)?.document
      if let foreign = watch.look(at: document, of: reference, now: now) { return foreign }
    }
    return nil
  }

  private mutating func written(_ changes: [JournalEntry.Change], at time: Double) -> [CanaryAction] {
    guard case .writing(let write) = phase else { return [] }
    attempts = 0
    hasWritten = true
    if !changes.isEmpty { watch = RevertWatch(changes, writtenAt: time) }
    switch write {
    case .step:
      phase = .watching(since: time)
      toldAt = -.infinity
      return []
    case .restore(let reason): return finish(.rolledBack(reason), tr("The old weights are back: \(Self.words(old))."))
    }
  }

  private mutating func failed(_ text: String, canRetry: Bool) -> [CanaryAction] {
    guard case .writing(let write) = phase else { return [] }
    attempts += 1
    if canRetry, attempts < Self.maxAttempts {
      phase = .due(write)
      return [.tell(news(.retry, tr("\(text) It is tried again on the newest state.")))]
    }
    attempts = 0
    switch write {
    case .step(let index) where hasWritten:
      // The weights are those of the step before.
      step = max(0, index - 1)
      return rollBack(tr("The step could not be written: \(text)"))
    case .step: return finish(.failed(text), tr("Nothing was changed. \(text)"))
    case .restore(let reason):
      let state = tr("\(reason) The old weights could not be put back: \(text)")
      return finish(.failed(state), state)
    }
  }

  // MARK: ends of a step

  /// - Parameter reason: why now, in a few words.
  mutating func promote(_ reason: String) -> [CanaryAction] {
    if step + 1 < steps.count { return begin(.step(step + 1)) }
    return finish(.promoted, tr("\(target.version) has \(steps[step]) % and stood it (\(reason))."))
  }

  mutating func rollBack(_ reason: String) -> [CanaryAction] {
    switch phase {
    case .writing(.restore), .due(.restore): return []
    default: break
    }
    guard hasWritten else { return finish(.rolledBack(reason), tr("Nothing was changed. \(reason)")) }
    return begin(.restore(reason))
  }

  private mutating func finish(_ outcome: CanaryOutcome, _ text: String) -> [CanaryAction] {
    let news = news(.end, text)
    phase = .over
    return [.tell(news), .finish(outcome)]
  }

  func news(
    _ kind: CanaryNews.Kind, _ text: String, elapsed: Double = 0, version: CanaryFigures? = nil,
    others: CanaryFigures? = nil, obstacle: String? = nil
  ) -> CanaryNews {
    let comparison =
      version.flatMap { version in
        others.flatMap { VersionComparison(plan.version, version, with: tr("the others"), $0) }
      }
    return CanaryNews(
      kind: kind, step: step + 1, steps: steps.count, weight: steps[step], elapsed: elapsed, version: version,
      others: others, comparison: comparison, obstacle: obstacle, text: text)
  }

  /// The requests to the version, and to all others together, since a time.
  func figures(_ snapshot: MeshSnapshot, since: Double) -> (version: CanaryFigures, others: CanaryFigures) {
    var result = (version: CanaryFigures(), others: CanaryFigures())
    for (name, figures) in snapshot.canaryFigures(of: plan.service, since: since) {
      if names.contains(name) {
        result.version = result.version + figures
      } else {
        result.others = result.others + figures
      }
    }
    return result
  }
}
