import Documents
import Kubernetes
import Texts
import TrafficConfig

extension ChangePipeline {
  /// Takes back what was written, last step first, and records the outcome.
  ///
  /// - Returns: the failure to report.
  func putBack(
    _ steps: [StepState], _ failure: StepFailure, _ entry: JournalEntry,
    _ progress: @escaping @Sendable (ChangeProgress) -> Void
  ) async -> ChangeFailure {
    // Not cancelled with the task that applies: it may be the very reason why this is needed.
    await Task { await self.putBackAll(steps, failure, entry, progress) }.value
  }

  private func putBackAll(
    _ steps: [StepState], _ failure: StepFailure, _ entry: JournalEntry,
    _ progress: @escaping @Sendable (ChangeProgress) -> Void
  ) async -> ChangeFailure {
    var entry = entry
    var done: [String] = []
    var left: [String] = []
    var changes = steps.map(\.journalled)
    for (index, step) in steps.enumerated().reversed() where step.isTouched {
      progress(.waiting(text: tr("Putting back: \(step.change.reference).")))
      switch await putBack(step) {
      case .restored(let text):
        if let text { done.append(text) }
        progress(.done(text: text ?? tr("\(step.change.reference) is as before.")))
        changes[index].resourceVersion = nil
      case .left(let text):
        left.append(text)
        progress(.failed(text: text))
        // Marks that something may be left, for a later undo.
        changes[index].resourceVersion = changes[index].resourceVersion ?? ""
      }
    }
    // A step that was never written, or is put back, has no version in the journal.
    for (index, step) in steps.enumerated() where !step.isTouched { changes[index].resourceVersion = nil }
    entry.changes = changes
    entry.state = .failed
    let outcome: ChangeFailure
    if left.isEmpty {
      if done.isEmpty, let refusal = failure.refusal {
        outcome = refusal.isConflict ? await conflict(steps, refusal) : .refused(refusal)
      } else {
        outcome = .putBack(cause: failure.text, steps: done, exitCode: failure.exitCode)
      }
    } else {
      outcome = .halfDone(cause: failure.text, left: left + done)
    }
    entry.note = outcome.operatorText
    do throws(JournalError) {
      try journal.append(entry)
      return outcome
    } catch {
      guard left.isEmpty else {
        return .halfDone(
          cause: failure.text, left: left + done + [tr("The journal could not be completed: \(error.text).")])
      }
      return .putBack(
        cause: failure.text, steps: done + [tr("The journal could not be completed: \(error.text).")],
        exitCode: failure.exitCode)
    }
  }

  /// A conflict at the very write: somebody was faster than the check before it. Says what changed.
  private func conflict(_ steps: [StepState], _ error: KubernetesError) async -> ChangeFailure {
    let name = error.request.name
    guard let step = steps.first(where: { !$0.isTouched && $0.change.reference.name == name }) ?? steps.first,
      case .seen(let live) = await look(at: step.change)
    else { return .refused(error) }
    return .changedSince(
      step.change.reference, diff: ObjectContent.diff(from: step.base, to: live),
      by: live.flatMap { ManagedFields.latest(of: $0) })
  }

  private enum Restoration {
    /// As before; the text is nil if nothing had to be written.
    case restored(String?)
    case left(String)
  }

  private func putBack(_ step: StepState) async -> Restoration {
    let reference = step.change.reference
    var lastError = ""
    for attempt in 0..<options.recoveryAttempts {
      if attempt > 0 { try? await clock.sleep(for: .milliseconds(500 << min(attempt, 5))) }
      let document: JSONValue?
      switch await look(at: step.change) {
      case .seen(let live): document = live
      case .unseen(let why): return .left(tr("\(reference): its state is not known. \(why)"))
      }
      switch (document, step.base) {
      case (nil, nil): return .restored(attempt == 0 ? nil : Self.said(step))
      case (let live?, let base?) where ObjectContent.areEqual(live, base):
        return .restored(attempt == 0 && step.stored == nil ? nil : Self.said(step))
      case (let live, _) where !isOurs(live, step):
        let by = live.flatMap { ManagedFields.latest(of: $0) }.map { tr(" by \($0)") } ?? ""
        return .left(tr("\(reference) was changed meanwhile\(by) and stays as it is."))
      default: break
      }
      do throws(KubernetesError) {
        _ = try await access.write(restoring(step, live: document), dryRun: false)
        return .restored(Self.said(step))
      } catch {
        lastError = error.operatorText
      }
    }
    return .left(tr("\(reference) is still changed: \(lastError)"))
  }

  /// Whether the object is as this change left it.
  private func isOurs(_ live: JSONValue?, _ step: StepState) -> Bool {
    switch (live, step.change.after) {
    case (nil, nil): true
    case (let live?, let after?):
      // With an answer of the server, its version is known; without, the object itself has to tell.
      step.stored.map { ObjectContent.areEqual(live, $0) } ?? Self.isOwn(live, written: after)
    default: false
    }
  }

  private func restoring(_ step: StepState, live: JSONValue?) -> ObjectWrite {
    let change = step.change
    guard let base = step.base else {
      return .delete(change.reference, apiVersion: change.apiVersion, resourceVersion: ObjectContent.version(live))
    }
    guard let live else {
      return .create(change.reference, apiVersion: change.apiVersion, ObjectChange.withoutServerFields(base))
    }
    let document = ObjectContent.transplant(base, onto: live)
    return .replace(
      change.reference, apiVersion: change.apiVersion,
      ObjectContent.prepared(document, resourceVersion: ObjectContent.version(live)))
  }

  private static func said(_ step: StepState) -> String {
    switch step.change.operation {
    case .create: tr("\(step.change.reference), which was new, was deleted again.")
    case .update: tr("\(step.change.reference) was put back.")
    case .delete: tr("\(step.change.reference) was created again.")
    }
  }
}
