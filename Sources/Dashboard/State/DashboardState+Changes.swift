import Cells
import MeshModel
import Settings
import Texts
import TrafficConfig

extension DashboardState {
  // MARK: Preview

  /// Shows a plan and asks the server about it.
  ///
  /// - Parameter canary: what begins with the plan, if it is the first step of one.
  mutating func open(preview wanted: ChangePlan, canary beginning: Canary? = nil) -> [DashboardEffect] {
    var plan = wanted
    if let notice = canary?.notice(before: plan) { plan.notices.append(notice) }
    screens.removeAll { if case .preview = $0 { true } else { false } }
    dismiss(topic: "preview")
    let protected = context.isProtected ? context.name : nil
    screens.append(.preview(PreviewScreen(plan, canary: beginning, protectedContext: protected)))
    return plan.isEmpty ? [] : [.dryRun(plan)]
  }

  mutating func take(_ report: DryRunReport) {
    for i in screens.indices {
      guard case .preview(var screen) = screens[i], screen.plan.id == report.planID else { continue }
      screen.dryRun = .answered(report)
      screens[i] = .preview(screen)
    }
  }

  mutating func performOnPreview(_ action: Action, _ screen: PreviewScreen) -> [DashboardEffect] {
    var screen = screen
    switch action {
    case .apply: return apply(screen)
    case .open:
      if screen.focus == .apply { return apply(screen) }
      return leavePreview()
    case .nextPane, .previousPane, .moveLeft, .moveRight:
      screen.focus = screen.focus == .cancel ? .apply : .cancel
    default:
      let most = previewPainter(screen).mostScroll(in: panes.form)
      guard let wanted = Self.scrolled(screen.scroll, by: action, page: max(1, panes.form.height - 4), count: most)
      else { return [] }
      screen.scroll = max(0, min(wanted, most))
    }
    replaceFront(.preview(screen))
    return []
  }

  /// Takes a key of the word that confirms; Enter writes once it is right.
  mutating func confirm(_ key: Key, _ screen: PreviewScreen) -> [DashboardEffect] {
    var screen = screen
    switch key {
    case .escape, .tab, .backTab:
      screen.isTyping = false
      screen.focus = .cancel
    case .enter:
      if screen.isConfirmed { return apply(screen) }
      tell(.warning, tr("Not applied: type \(screen.confirmation?.word ?? "") to confirm."), topic: "preview")
    case .backspace: screen.typed.eraseBefore()
    case .control("u"): screen.typed.eraseLine()
    case .character(let character): screen.typed.insert(String(character))
    case .control: return keymap.action(for: key, in: .global).map { perform($0) } ?? []
    default: break
    }
    replaceFront(.preview(screen))
    return []
  }

  /// A press on a button does what it says; the wheel scrolls the diff.
  mutating func pointAtPreview(_ event: MouseEvent, _ screen: PreviewScreen) -> [DashboardEffect] {
    switch event.kind {
    case .wheelUp: return perform(.moveUp)
    case .wheelDown: return perform(.moveDown)
    case .press where event.button == .left:
      switch previewPainter(screen).button(at: event.point, in: panes.form) {
      case .cancel?: return leavePreview()
      case .apply?:
        var screen = screen
        screen.focus = .apply
        replaceFront(.preview(screen))
        return apply(screen)
      case nil: return []
      }
    default: return []
    }
  }

  func previewPainter(_ screen: PreviewScreen) -> PreviewPainter {
    PreviewPainter(
      screen: screen, lock: lock(of: screen.plan), readOnlyReason: context.readOnlyReason,
      context: PreviewPainter.context(height: panes.form.height))
  }

  /// Why the plan on the screen cannot be applied now; nil if it can.
  func obstacle(to screen: PreviewScreen) -> PreviewScreen.Obstacle? {
    if run?.outcome == .underway { return .init(tr("still writing"), tr("Another change is still being written.")) }
    return screen.obstacle(readOnly: context.readOnlyReason, lock: lock(of: screen.plan))
  }

  private mutating func leavePreview() -> [DashboardEffect] {
    dismiss(topic: "preview")
    screens.removeLast()
    return []
  }

  private mutating func apply(_ screen: PreviewScreen) -> [DashboardEffect] {
    if let obstacle = obstacle(to: screen) {
      tell(.warning, tr("Not applied: \(obstacle.short)."), topic: "preview")
      return []
    }
    if !screen.isConfirmed {
      var screen = screen
      screen.focus = .apply
      screen.isTyping = true
      replaceFront(.preview(screen))
      return []
    }
    dismiss(topic: "preview")
    if case .weights(let form)? = screens.dropLast().last {
      drafts[form.service] = nil
      former[form.service] = form.current.map(FormerWeights.init)
    }
    if let canary = screen.canary { return start(canary, first: screen.plan) }
    run = ChangeRun(plan: screen.plan, target: target(of: screen.plan))
    // The form that led here is done with: going back from the result leads to the graph.
    screens = [.afterwards]
    return [.apply(screen.plan)]
  }

  /// What the traffic should look like after a plan: the versions it speaks of, by the objects as they will be.
  private func target(of plan: ChangePlan) -> ChangeRun.Target? {
    live.flatMap { WeightRoutes.target(of: plan, in: $0.configuration) }
  }

  // MARK: Progress

  mutating func take(_ progress: ChangeProgress) {
    guard var current = run else { return }
    switch progress {
    case .step(let number, let count, let text):
      current.begin(count > 1 ? "\(number)/\(count) \(text)" : text, at: now)
    case .wrote(let reference, let version):
      current.finish("\(reference) \(version.isEmpty ? tr("deleted") : tr("written (rv \(version))"))", at: now)
      current.writtenAt = now
    case .waiting(let text): current.wait(text, at: now)
    case .done(let text): current.finish(text, at: now)
    case .warned(let text): current.add(.note, text, at: now)
    case .unproven(let text): current.finish(text, as: .note, at: now)
    case .failed(let text): current.add(.failed, text, at: now)
    }
    run = current
  }

  mutating func finishChange(_ entry: JournalEntry) {
    guard var current = run else { return }
    current.settle()
    current.outcome = .written
    current.entryID = entry.id
    if current.writtenAt == nil { current.writtenAt = now }
    current.close(note: entry.note, at: now)
    run = current
    if case .afterwards? = front {} else { tell(.info, current.plan.title + tr(": written.")) }
  }

  mutating func failChange(planID: String, message: String) {
    if var current = run, current.plan.id == planID, current.outcome == .underway {
      current.settle()
      if current.steps.last?.text != message { current.add(.failed, message, at: now) }
      current.outcome = .failed
      run = current
      if case .afterwards? = front { return }
    }
    for i in screens.indices {
      guard case .preview(var screen) = screens[i], screen.plan.id == planID else { continue }
      screen.dryRun = .failed(message)
      screens[i] = .preview(screen)
      return
    }
    tell(.error, message)
  }

  mutating func planUndo() -> [DashboardEffect] { [.planUndo(front == nil ? nil : run?.entryID)] }
}

extension ChangeRun {
  /// A step that goes on until the next one.
  mutating func begin(_ text: String, at time: Double) {
    settle()
    steps.append(Step(time: time, kind: .underway, text: text))
  }

  /// News of a wait takes the place of the news before, or of the step that has come to it.
  mutating func wait(_ text: String, at time: Double) {
    if steps.last?.kind == .underway { steps.removeLast() }
    steps.append(Step(time: time, kind: .underway, text: text))
  }

  /// What the journal notes beyond what was told already asks for attention.
  mutating func close(note: String?, at time: Double) {
    guard var rest = note else { return }
    // Waits end with what they have proved; the last word is of how the objects were found when read again.
    if let last = steps.last, rest.contains(last.text) { steps[steps.count - 1].kind = .note }
    for step in steps where !step.text.isEmpty { rest = rest.replacing(step.text, with: "") }
    if rest.contains(where: { !$0.isWhitespace }) { add(.note, rest, at: time) }
  }

  /// The step that goes on is done, as this text says.
  mutating func finish(_ text: String, as kind: Step.Kind = .done, at time: Double) {
    if steps.last?.kind == .underway { steps.removeLast() }
    steps.append(Step(time: time, kind: kind, text: text))
  }

  mutating func add(_ kind: Step.Kind, _ text: String, at time: Double) {
    if kind == .failed, steps.last?.kind == .underway { steps[steps.count - 1].kind = .note }
    steps.append(Step(time: time, kind: kind, text: text))
  }

  /// Nothing goes on any more.
  mutating func settle() {
    if steps.last?.kind == .underway { steps[steps.count - 1].kind = .done }
  }
}
