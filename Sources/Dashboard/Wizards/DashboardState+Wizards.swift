import Cells
import MeshModel
import Settings
import Texts
import TrafficConfig

extension DashboardState {
  // MARK: Facts

  /// What wizards start from; nil before the first look.
  ///
  /// - Parameters:
  ///   - isWide: with all namespaces, if they have been read.
  ///   - hasTraffic: with what is seen of the service, which takes a walk over all of the mesh.
  func facts(of service: ServiceID, isWide: Bool = false, hasTraffic: Bool = true) -> WizardFacts? {
    guard let live else { return nil }
    let configuration = isWide && context.namespaces != nil ? everywhere ?? live.configuration : live.configuration
    return WizardFacts(
      service: service,
      context: EditContext(
        configuration: configuration, apiVersion: context.networkingVersion, now: now, author: context.user,
        observed: hasTraffic ? live.snapshot.observedVersions(of: service) : [:],
        callers: hasTraffic ? live.configuration.callers(of: service, in: live.snapshot) : []),
      snapshot: live.snapshot, card: hasTraffic ? liveCard(service) : nil)
  }

  /// The service that an action is about: of the screen in front, else of the selected card.
  var targetService: ServiceID? {
    switch front {
    case .weights(let screen): screen.service
    case .actions(let screen): screen.service
    case .rules(let screen): screen.service
    case .document(let screen): screen.service
    case .table, .closer: selectedService
    default: graph.selectedCard?.service
    }
  }

  /// Why there is no service to do something to; nil if there is one.
  var serviceObstacle: String? {
    if let obstacle = apiObstacle(tr("This needs a Kubernetes API; these are proxies without one.")) { return obstacle }
    if targetService != nil { return live == nil ? tr("There is no data yet.") : nil }
    guard front == nil, let card = graph.selectedCard else { return tr("Select a service first.") }
    return tr("\(card.shownTitle) is no service.")
  }

  /// Why a wizard cannot be opened; nil if it can.
  func obstacle(to kind: WizardKind) -> String? {
    if let serviceObstacle { return serviceObstacle }
    // The rules can be looked at by whoever may not write.
    if kind != .routing, let reason = context.readOnlyReason { return tr("Nothing can be written: \(reason)") }
    // Every frame asks this for each key that it names.
    guard let service = targetService, let facts = facts(of: service, hasTraffic: false) else {
      return tr("There is no data yet.")
    }
    if kind != .routing, let reason = context.writeObstacle(kind.written, in: service.namespace) {
      return tr("Nothing can be written: \(reason)")
    }
    if kind == .canary, let canary, canary.isRunning {
      return canary.service == service ? nil : tr("The canary of \(canary.service) is running: one at a time.")
    }
    return facts.obstacle(to: kind)
  }

  // MARK: Menu

  mutating func openActions() {
    guard let service = targetService else { return }
    screens.append(.actions(ActionsScreen(service: service)))
  }

  /// The lines of the menu. Complexity: O(rules of the service), and a plan for none of them.
  func actionItems(_ service: ServiceID) -> [ActionsScreen.Item] {
    guard let facts = facts(of: service) else { return [] }
    let summary = FeatureSummary(facts)
    let running = canary.flatMap { $0.isRunning && $0.service == service ? $0.shortWords : nil }
    let kinds = WizardKind.allCases.filter { $0 == .weights || $0 == .routing || $0.form != nil }
    let items = kinds.map { kind in
      ActionsScreen.Item(
        action: kind.action, title: kind.title, inForce: (kind == .canary ? running : nil) ?? summary.words(kind),
        obstacle: obstacle(to: kind))
    }
    return items + [
      ActionsScreen.Item(action: .viewYAML, title: tr("YAML"), inForce: "", obstacle: nil),
      ActionsScreen.Item(action: .history, title: tr("Changes so far"), inForce: "", obstacle: nil),
    ]
  }

  mutating func performOnActions(_ action: Action, _ screen: ActionsScreen) -> [DashboardEffect] {
    var screen = screen
    let items = actionItems(screen.service)
    if action == .open {
      return items.indices.contains(screen.row) ? perform(items[screen.row].action) : []
    }
    if let row = Self.scrolled(screen.row, by: action, page: max(1, panes.form.height), count: items.count) {
      screen.row = max(0, min(row, items.count - 1))
      replaceFront(.actions(screen))
      return []
    }
    if let row = items.firstIndex(where: { $0.action == action }) { screen.row = row }
    replaceFront(.actions(screen))
    return openAction(action)
  }

  /// A press on a line goes there, and another opens it.
  mutating func pressOnActions(_ point: Point, _ screen: ActionsScreen) -> [DashboardEffect] {
    var screen = screen
    guard let row = actionsPainter(screen).item(at: point, in: panes.form) else { return [] }
    if row == screen.row { return perform(.open) }
    screen.row = row
    replaceFront(.actions(screen))
    return []
  }

  func actionsPainter(_ screen: ActionsScreen) -> ActionsPainter {
    let items = actionItems(screen.service)
    let keys = Keys(keymap: keymap, context: .actions)
    return ActionsPainter(items: items, row: screen.row, keys: items.map { keys.key($0.action) })
  }

  /// Opens what an action of the menu or of the graph stands for.
  mutating func openAction(_ action: Action) -> [DashboardEffect] {
    switch action {
    case .actions: openActions()
    case .weights: openWeights()
    case .canary: openCanary()
    case .routing: openRules()
    case .viewYAML: openDocuments()
    case .history: return go(to: .history)
    default:
      guard let kind = WizardKind(action) else { return [] }
      open(wizard: kind)
      if kind == .policy { return inspectCaller() }
      if kind.reachesEverywhere, context.namespaces != nil { return [.lookEverywhere] }
    }
    return []
  }

  // MARK: Forms

  mutating func open(wizard kind: WizardKind, rule: RulePlace? = nil, version: String? = nil) {
    guard let service = targetService, let facts = facts(of: service, isWide: kind.reachesEverywhere) else { return }
    var screen = WizardScreen(kind, service: service, rule: rule)
    screen.preferred = version
    screen.refresh(facts)
    screens.append(.wizard(screen))
  }

  /// Brings the open forms and lists in line with the newest data.
  mutating func refreshWizards() {
    for i in screens.indices {
      switch screens[i] {
      case .wizard(var screen):
        guard let facts = facts(of: screen.service, isWide: screen.kind.reachesEverywhere) else { continue }
        screen.refresh(facts)
        screens[i] = .wizard(screen)
      case .rules(var screen):
        guard let facts = facts(of: screen.service) else { continue }
        screen.refresh(facts)
        screens[i] = .rules(screen)
      default: continue
      }
    }
  }

  private mutating func show(_ screen: WizardScreen) {
    var screen = screen
    if let facts = facts(of: screen.service, isWide: screen.kind.reachesEverywhere) { screen.refresh(facts) }
    replaceFront(.wizard(screen))
  }

  mutating func performOnWizard(_ action: Action, _ screen: WizardScreen) -> [DashboardEffect] {
    var screen = screen
    switch action {
    case .moveUp: screen.form.moveLine(by: -1)
    case .moveDown: screen.form.moveLine(by: 1)
    case .pageUp, .halfPageUp: for _ in 0..<5 { screen.form.moveLine(by: -1) }
    case .pageDown, .halfPageDown: for _ in 0..<5 { screen.form.moveLine(by: 1) }
    case .first, .last: screen.form.moveToEnd(first: action == .first)
    case .nextPane, .previousPane: screen.form.moveOn(forward: action == .nextPane)
    case .addRow: screen.form.addRow()
    case .removeRow: screen.form.removeRow()
    case .rowUp, .rowDown: screen.form.moveRow(by: action == .rowUp ? -1 : 1)
    case .reset: screen.form.reset()
    case .open:
      if screen.form.isOnAdding, screen.form.current?.value.plain.isEmpty ?? true || !screen.form.isAtEnd {
        screen.form.addRow()
      } else if screen.form.isAtEnd {
        return preview(screen)
      } else {
        screen.form.moveLine(by: 1)
      }
    case .preview: return preview(screen)
    default: return []
    }
    show(screen)
    return []
  }

  /// Plans what was entered; what cannot be planned is said in the form, at the field where one is wrong.
  private mutating func preview(_ screen: WizardScreen) -> [DashboardEffect] {
    var screen = screen
    screen.form.isFinal = true
    if let facts = facts(of: screen.service, isWide: screen.kind.reachesEverywhere) { screen.refresh(facts) }
    guard case .plan(let plan) = screen.outcome else {
      screen.form.goToFirstWrong()
      replaceFront(.wizard(screen))
      return []
    }
    if plan.isEmpty {
      tell(.info, tr("Nothing would change: it is so already."), topic: "preview")
      replaceFront(.wizard(screen))
      return []
    }
    replaceFront(.wizard(screen))
    return open(preview: plan, canary: screen.canary)
  }

  /// Takes a key that is part of what is entered; false if it is for the key table.
  mutating func typeInWizard(_ key: Key) -> Bool {
    guard case .wizard(var screen)? = front else { return false }
    if screen.isLeaving { return answerLeaving(key, screen) }
    guard enter(key, in: &screen.form) else { return false }
    show(screen)
    return true
  }

  private func enter(_ key: Key, in form: inout Form) -> Bool {
    if form.isOnText {
      switch key {
      case .character(let character):
        if "+-".contains(character), form.count(up: character == "+") { return true }
        return form.edit { $0.insert(String(character)) }
      case .space: return form.edit { $0.insert(" ") }
      case .backspace: return form.edit { $0.eraseBefore() }
      case .delete: return form.edit { $0.eraseAfter() }
      case .left: return form.edit { $0.move(by: -1) }
      case .right: return form.edit { $0.move(by: 1) }
      case .home, .control("a"): return form.edit { $0.moveToStart() }
      case .end, .control("e"): return form.edit { $0.moveToEnd() }
      case .control("u"): return form.edit { $0.eraseLine() }
      case .control("w"): return form.edit { $0.eraseWord() }
      default: return false
      }
    }
    switch key {
    case .left where form.isOnChoice: form.choose(by: -1)
    case .right where form.isOnChoice, .space where form.isOnChoice: form.choose(by: 1)
    case .space where form.isOnAdding: form.addRow()
    case .character("?"): return false
    case .character(let letter): if !form.typeOn(letter) { form.choose(letter: letter) }
    case .backspace, .delete, .left, .right, .space: break
    default: return false
    }
    return true
  }

  private mutating func answerLeaving(_ key: Key, _ screen: WizardScreen) -> Bool {
    var screen = screen
    switch key {
    case .character("y"), .character("Y"): screens.removeLast()
    case .character("n"), .character("N"), .escape:
      screen.isLeaving = false
      replaceFront(.wizard(screen))
    case .character, .enter, .space: break
    default: return false
    }
    return true
  }

  /// Pasted text belongs into the field under the cursor.
  mutating func paste(_ text: String) {
    let line = String(text.prefix(100).filter { !$0.isNewline })
    if palette != nil {
      palette?.text += line
      return
    }
    switch front {
    case .table(let kind) where table(kind).isFiltering:
      tables[kind]?.filter += line
      settleTable()
    case nil:
      if graph.hidePrompt != nil {
        graph.hidePrompt?.text += line
        return
      }
      guard graph.find?.isTyping == true else { return }
      graph.find?.text += line
      findNext(forward: true)
    case .wizard(var screen) where !screen.isLeaving && screen.form.isOnText:
      screen.form.edit { $0.insert(text) }
      show(screen)
    case .preview(var screen) where screen.isTyping:
      screen.typed.insert(text)
      replaceFront(.preview(screen))
    default: break
    }
  }

  mutating func pointAtWizard(_ event: MouseEvent, _ screen: WizardScreen) {
    var screen = screen
    switch event.kind {
    case .wheelUp: screen.form.moveLine(by: -1)
    case .wheelDown: screen.form.moveLine(by: 1)
    case .press where event.button == .left:
      let painter = WizardPainter(screen: screen, readOnlyReason: context.readOnlyReason)
      guard let place = painter.place(at: event.point, in: panes.form) else { return }
      let isSame = screen.form.place == place
      screen.form.go(to: place)
      if screen.form.isOnAdding { screen.form.addRow() }
      if isSame, screen.form.isOnChoice { screen.form.choose(by: 1) }
    default: return
    }
    show(screen)
  }

  // MARK: Rules

  mutating func openRules() {
    guard let service = targetService, let facts = facts(of: service) else { return }
    var screen = RulesScreen(service: service)
    screen.refresh(facts)
    screens.append(.rules(screen))
  }

  mutating func performOnRules(_ action: Action, _ screen: RulesScreen) -> [DashboardEffect] {
    var screen = screen
    if let row = Self.scrolled(screen.row, by: action, page: max(1, panes.form.height / 2), count: screen.items.count) {
      screen.row = max(0, min(row, screen.items.count - 1))
      replaceFront(.rules(screen))
      return []
    }
    switch action {
    case .weights: openWeights()
    case .open:
      if let place = screen.place(.edit) { open(wizard: .routing, rule: place) }
    case .insertBefore, .insertAfter:
      if let place = screen.place(.insert, after: action == .insertAfter) { open(wizard: .routing, rule: place) }
    case .rowUp, .rowDown, .removeRule: return change(screen, action)
    default: break
    }
    return []
  }

  /// Moves or removes the rule under the cursor, by way of a preview.
  private mutating func change(_ screen: RulesScreen, _ action: Action) -> [DashboardEffect] {
    guard let facts = facts(of: screen.service), screen.items.indices.contains(screen.row) else { return [] }
    let index = screen.items[screen.row].index
    do throws(ChangeRefusal) {
      let plan: ChangePlan
      if action == .removeRule {
        let scope = RouteScope(service: screen.service, routeIndex: index, virtualService: screen.object)
        plan = try RoutingReset.plan(ResetRequest(scope: scope, extent: .rule), in: facts.context)
      } else {
        let position = index + (action == .rowUp ? -1 : 1)
        guard screen.items.indices.contains(position) else {
          tell(.info, tr("The rule is the \(action == .rowUp ? tr("first") : tr("last")) already."), topic: "rules")
          return []
        }
        plan = try RuleEdit.move(
          index, to: position, of: screen.service, in: screen.object, context: facts.context)
      }
      return open(preview: plan)
    } catch {
      tell(.warning, error.text)
      return []
    }
  }
}
