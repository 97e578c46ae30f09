import Documents
import Kubernetes
import Texts
import TrafficConfig

/// Makes changes in the safe way: on the state that the operator saw, in an order that breaks no traffic, recorded
/// before and after, and put back as a whole if it fails on the way.
public actor ChangePipeline {
  let access: any ClusterAccess
  let journal: Journal
  let options: ChangeOptions
  let clock: any Clock<Duration>
  let now: @Sendable () -> Double
  let makeID: @Sendable () -> String
  /// A change is being made: until its end is known, no other may be planned on top of it.
  var isApplying = false

  /// - Parameters:
  ///   - access: the cluster, as the user that the changes are made as.
  ///   - clock: measures waits.
  ///   - now: the time of journal entries, in seconds since 1970.
  ///   - makeID: a new id for a journal entry; must not repeat.
  public init(
    access: any ClusterAccess, journal: Journal, options: ChangeOptions = ChangeOptions(),
    clock: any Clock<Duration> = ContinuousClock(), now: @escaping @Sendable () -> Double = { WallTime.seconds() },
    makeID: @escaping @Sendable () -> String = { EntryID.make() }
  ) {
    self.access = access
    self.journal = journal
    self.options = options
    self.clock = clock
    self.now = now
    self.makeID = makeID
  }

  /// The pipeline of a client.
  public init(client: KubernetesClient, journal: Journal, options: ChangeOptions = ChangeOptions()) {
    self.init(access: client, journal: journal, options: options)
  }

  // MARK: - Dry run

  /// Asks the server, with the user's own rights, whether it would accept each write of the plan. Nothing is stored, so
  /// a step is judged without the steps before it.
  public func dryRun(_ plan: ChangePlan) async -> DryRunReport {
    var report = DryRunReport(planID: plan.id, steps: [])
    for change in plan.changes {
      let (outcome, warnings) = await dryRun(change)
      report.steps.append(
        DryRunReport.Step(reference: change.reference, operation: change.operation, outcome: outcome))
      report.warnings += warnings
    }
    return report
  }

  private func dryRun(_ change: ObjectChange) async -> (DryRunReport.Outcome, warnings: [String]) {
    do throws(ChangeFailure) {
      let live = try await checkedBase(of: change)
      guard let write = write(for: change, live: live) else { return (.accepted, []) }
      do throws(KubernetesError) {
        let answer = try await access.write(write, dryRun: true)
        return (.accepted, Self.warnings(change, answer))
      } catch {
        if error.isConflict { return (.conflict(error.operatorText), []) }
        return (error.isForbidden ? .forbidden(error.operatorText) : .refused(error.operatorText), [])
      }
    } catch {
      switch error {
      case .changedSince(_, let diff, _):
        let lines = diff.map { "\($0.sign)\($0.text)" }.joined(separator: "\n")
        return (.conflict(error.operatorText + (lines.isEmpty ? "" : "\n" + lines)), [])
      case .refused(let refusal) where refusal.isForbidden: return (.forbidden(error.operatorText), [])
      default: return (.refused(error.operatorText), [])
      }
    }
  }

  /// What the server warns of, and the fields that it leaves out without a word.
  private static func warnings(_ change: ObjectChange, _ answer: ClusterAccess.Written) -> [String] {
    let said = answer.warnings.map { "\(change.reference): \($0)" }
    guard let sent = change.after?["spec"], let kept = answer.stored?["spec"] else { return said }
    let dropped = DroppedFields.paths(sent: sent, stored: kept).filter { path in
      !answer.warnings.contains { $0.contains("\"spec.\(path)\"") }
    }
    return said
      + dropped.map { tr("\(change.reference): the server does not know the field spec.\($0) and leaves it out.") }
  }

  // MARK: - Steps

  /// The object as it is now, if it is what the change was planned on.
  ///
  /// - Returns: nil if it does not exist, as a creation wants it.
  func checkedBase(of change: ObjectChange) async throws(ChangeFailure) -> JSONValue? {
    let live: JSONValue?
    do throws(KubernetesError) {
      live = try await access.read(change.reference, apiVersion: change.apiVersion)
    } catch {
      guard error.isNotFound else { throw .refused(error) }
      live = nil
    }
    switch (change.before, live) {
    case (nil, nil): return nil
    case (let before?, let live?) where ObjectContent.areDifferentObjects(before, live):
      throw .otherObject(change.reference)
    case (let before?, let live?)
    where ObjectContent.version(before) == ObjectContent.version(live) || ObjectContent.areEqual(before, live):
      // A newer version of the same content, such as after a status update, is no conflict: nothing would be lost.
      return live
    default:
      throw .changedSince(
        change.reference, diff: ObjectContent.diff(from: change.before, to: live),
        by: live.flatMap { ManagedFields.latest(of: $0) })
    }
  }

  /// The write that makes a change on the live object; nil for a change of nothing into nothing.
  func write(for change: ObjectChange, live: JSONValue?) -> ObjectWrite? {
    let version = ObjectContent.version(live)
    switch (live, change.after) {
    case (nil, let after?):
      let fresh = ObjectChange.withoutServerFields(after)
      return .create(change.reference, apiVersion: change.apiVersion, fresh)
    case (_?, let after?):
      let body = ObjectContent.prepared(after, resourceVersion: version)
      return .replace(change.reference, apiVersion: change.apiVersion, body)
    case (_?, nil):
      return .delete(change.reference, apiVersion: change.apiVersion, resourceVersion: version)
    case (nil, nil): return nil
    }
  }
}
