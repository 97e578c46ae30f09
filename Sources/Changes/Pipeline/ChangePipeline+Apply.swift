import Documents
import Kubernetes
import Texts
import TrafficConfig

extension ChangePipeline {
  /// Makes a change.
  ///
  /// Every object is read again first and must be what the plan was made on. The journal gets the change before the
  /// first write and its outcome after the last. Between a DestinationRule and a VirtualService that uses its new
  /// subsets, the client proxies are waited for, after a VirtualService until their routes show it, and after another
  /// DestinationRule until they took an update of their clusters; the latter two never fail the change. If a step fails or the task is cancelled, the steps before it are put
  /// back.
  ///
  /// One change at a time: `underWay` while another is being made by this pipeline.
  ///
  /// - Parameter progress: news for the screen, in order.
  /// - Returns: the journal entry; its note says what was proved, and what came back otherwise than it was sent.
  /// - Throws: `ChangeFailure`, which says in what state the objects are.
  public func apply(
    _ plan: ChangePlan, progress: @escaping @Sendable (ChangeProgress) -> Void
  ) async throws(ChangeFailure) -> JournalEntry {
    do throws(ChangeFailure) {
      guard !isApplying else { throw .underWay }
      isApplying = true
      defer { isApplying = false }
      return try await applyChecked(plan, progress)
    } catch {
      progress(.failed(text: error.operatorText))
      throw error
    }
  }

  private func applyChecked(
    _ plan: ChangePlan, _ progress: @escaping @Sendable (ChangeProgress) -> Void
  ) async throws(ChangeFailure) -> JournalEntry {
    guard !plan.isEmpty else { throw .invalid(tr("The plan changes nothing.")) }
    if let finding = plan.findings.first(where: { $0.level == .error }) {
      throw .invalid("\(finding.object): \(finding.message).")
    }
    var steps: [StepState] = []
    for change in plan.changes { steps.append(StepState(change, base: try await checkedBase(of: change))) }
    var entry = JournalEntry(
      id: makeID(), time: now(), user: access.userName, context: access.contextName,
      server: access.serverURL, title: plan.title, sentence: plan.sentence, changes: steps.map(\.journalled),
      undoOf: plan.undoOf, rollBackReason: plan.rollBackReason)
    do { try journal.append(entry) } catch { throw .journal(error) }

    var notes: [String] = []
    do throws(StepFailure) {
      for index in steps.indices {
        progress(.step(index + 1, of: steps.count, text: steps[index].text))
        notes += try await write(index, &steps, progress)
      }
    } catch {
      throw await putBack(steps, error, entry, progress)
    }
    let remarks = await verify(steps)
    notes += remarks
    entry.changes = steps.map(\.journalled)
    entry.state = .applied
    entry.note = notes.isEmpty ? nil : notes.joined(separator: " ")
    entry = close(entry)
    progress(.done(text: remarks.isEmpty ? tr("Read again: as sent.") : remarks.joined(separator: " ")))
    return entry
  }

  /// Writes one step, with the waits that belong before and after it.
  ///
  /// - Returns: what there is to note.
  private func write(
    _ index: Int, _ steps: inout [StepState], _ progress: @escaping @Sendable (ChangeProgress) -> Void
  ) async throws(StepFailure) -> [String] {
    let changes = steps.map(\.change)
    let change = changes[index]
    if SubsetNeed.mustDrain(before: index, of: changes) {
      let time = ChangeOptions.text(options.settle)
      progress(.waiting(text: tr("The proxies get \(time) to leave the old routes.")))
      do { try await clock.sleep(for: options.settle) } catch { throw .cancelled(change.reference) }
      progress(.done(text: tr("The proxies got \(time) to leave the old routes.")))
    }
    let needs = SubsetNeed.after(step: index, of: changes)
    var proof: ProxyProof?
    if !needs.isEmpty {
      proof = await ProxyProof.prepare(
        needs, namespace: change.reference.namespace, access: access, options: options)
    }
    let routes = await RouteProof.prepare(change, access: access, options: options)
    let policy = needs.isEmpty ? await ProxyProof.prepare(change, access: access, options: options) : nil
    if Task.isCancelled { throw .cancelled(change.reference) }
    guard let write = write(for: change, live: steps[index].base) else { return [] }
    steps[index].isTouched = true
    // A write that has begun is not cancelled: half of it would be worse than the whole.
    let base = steps[index].base
    let outcome = await Task { await self.perform(write, change, base: base) }.value
    var notes: [String] = []
    switch outcome {
    case .success(let answer):
      steps[index].stored = answer.stored
      notes = answer.warnings.map { tr("\(change.reference): the server warns: \($0).") }
    case .failure(let failure):
      steps[index].isTouched = failure.isUnknown
      throw failure
    }
    progress(.wrote(change.reference, resourceVersion: ObjectContent.version(steps[index].stored) ?? ""))
    for note in notes { progress(.warned(text: note)) }
    do {
      if let proof {
        notes.append(
          try await SubsetWait(access: access, options: options, clock: clock, progress: progress)
            .run(needs, proof: proof))
      }
      if let routes {
        let wait = RouteWait(options: options, clock: clock, progress: progress)
        if let note = try await wait.run(routes) { notes.append(note) }
      }
      if let policy {
        notes.append(try await PolicyWait(options: options, clock: clock, progress: progress).run(policy))
      }
      return notes
    } catch let error as SubsetWait.NotReady {
      throw StepFailure(text: error.text, exitCode: 1)
    } catch {
      throw .cancelled(change.reference)
    }
  }

  /// Sends a write and, if its answer is lost, finds out what became of it.
  private func perform(
    _ write: ObjectWrite, _ change: ObjectChange, base: JSONValue?
  ) async -> Result<ClusterAccess.Written, StepFailure> {
    do throws(KubernetesError) {
      return .success(try await access.write(write, dryRun: false))
    } catch {
      guard error.leavesOutcomeUnknown else { return .failure(StepFailure(error)) }
      return await settle(change, base: base, error)
    }
  }

  private func settle(
    _ change: ObjectChange, base: JSONValue?, _ lost: KubernetesError
  ) async -> Result<ClusterAccess.Written, StepFailure> {
    let live: JSONValue?
    switch await look(at: change) {
    case .seen(let document): live = document
    case .unseen:
      var failure = StepFailure(lost)
      failure.isUnknown = true
      return .failure(failure)
    }
    switch (live, change.after) {
    case (nil, nil): return .success((nil, []))
    case (let found?, let after?)
    where ObjectContent.version(found) != ObjectContent.version(base) && Self.isOwn(found, written: after):
      return .success((found, []))
    default: return .failure(StepFailure(lost))
    }
  }

  /// Whether an object is what this change wrote. A webhook may have changed it on the way in: then the field manager
  /// tells.
  static func isOwn(_ found: JSONValue, written: JSONValue) -> Bool {
    ObjectContent.areEqual(found, written) || ManagedFields.isOwn(found)
  }

  /// What a look at an object found.
  enum Look: Sendable {
    /// Nil if the object does not exist.
    case seen(JSONValue?)
    /// The server could not be asked, and why.
    case unseen(String)
  }

  /// The object now, asked for several times if need be.
  func look(at change: ObjectChange) async -> Look {
    var reason = tr("the wait was cancelled")
    for attempt in 0..<options.recoveryAttempts {
      if attempt > 0, (try? await clock.sleep(for: .milliseconds(250 << min(attempt, 5)))) == nil { break }
      do throws(KubernetesError) {
        return .seen(try await access.read(change.reference, apiVersion: change.apiVersion))
      } catch {
        if error.isNotFound { return .seen(nil) }
        reason = error.operatorText
        if error.exitCode == 4 { break }
      }
    }
    return .unseen(reason)
  }

  /// Reads every object again and says what is otherwise than it was sent.
  private func verify(_ steps: [StepState]) async -> [String] {
    var notes: [String] = []
    for step in steps {
      let reference = step.change.reference
      guard case .seen(let document) = await look(at: step.change) else {
        notes.append(tr("\(reference) could not be read again."))
        continue
      }
      switch (document, step.change.after) {
      case (nil, nil): break
      case (nil, _?): notes.append(tr("\(reference) was deleted right after the write."))
      case (_?, nil): notes.append(tr("\(reference) still exists; it may wait for a finalizer."))
      case (let live?, let after?):
        if ObjectContent.version(live) != ObjectContent.version(step.stored) {
          if !ObjectContent.areEqual(live, step.stored ?? after) {
            let by = ManagedFields.latest(of: live).map { tr(" by \($0)") } ?? ""
            notes.append(tr("\(reference) was changed again right after the write\(by)."))
          }
        } else if let sent = after["spec"], let kept = live["spec"] {
          let dropped = DroppedFields.paths(sent: sent, stored: kept)
          if !dropped.isEmpty {
            let fields = dropped.map { "spec.\($0)" }.joined(separator: ", ")
            notes.append(tr("\(reference): the server left out \(fields)."))
          }
        }
      }
    }
    return notes
  }

  /// Writes the outcome into the journal; for an undo, the state of what was taken back as well.
  private func close(_ entry: JournalEntry) -> JournalEntry {
    var entry = entry
    do throws(JournalError) {
      try journal.append(entry)
      if let undone = entry.undoOf { try markUndone(undone) }
    } catch {
      entry.note = [entry.note, tr("The journal could not be completed: \(error.text).")].compactMap(\.self)
        .joined(separator: " ")
    }
    return entry
  }

  private func markUndone(_ id: String) throws(JournalError) {
    guard var entry = try journal.entry(id) else { return }
    entry.state = .undone
    try journal.append(entry)
  }
}
