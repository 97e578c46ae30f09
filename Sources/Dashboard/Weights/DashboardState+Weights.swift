import Cells
import MeshModel
import Settings
import Texts
import TrafficConfig

extension DashboardState {
  /// Opens the form for the selected service, with what was entered before if it was left.
  mutating func openWeights() {
    guard let service = targetService, let live else { return }
    let routes = WeightRoutes(live.configuration, service: service)
    if let obstacle = routes.obstacle {
      tell(.warning, obstacle)
      return
    }
    dropOldDrafts()
    dismiss(topic: "draft")
    var screen = WeightsScreen(service: service, routes: routes.routes)
    if let draft = drafts.removeValue(forKey: service) {
      screen = draft
      screen.refresh(routes: routes.routes)
    }
    screens.append(.weights(screen))
  }

  /// Nothing typed is lost silently: it is kept for some minutes, and that is said.
  mutating func leaveWeights(_ screen: WeightsScreen) {
    guard screen.isChanged else { return }
    var draft = screen
    draft.draftedAt = now
    draft.typed = ""
    draft.problem = nil
    draft.news = nil
    draft.isDragging = false
    drafts[screen.service] = draft
    let minutes = Int(Self.draftLifetime / 60)
    tell(.info, tr("Your draft for \(screen.service.name) is kept for \(minutes) min."), topic: "draft")
  }

  /// What was left long ago was left for good: the mesh has moved on.
  mutating func dropOldDrafts() {
    drafts = drafts.filter { now - ($0.value.draftedAt ?? now) < Self.draftLifetime }
  }

  /// Brings an open form in line with the newest data.
  mutating func refreshWeights() {
    guard let live else { return }
    for i in screens.indices {
      guard case .weights(var screen) = screens[i] else { continue }
      let routes = WeightRoutes(live.configuration, service: screen.service)
      screen.refresh(routes: routes.routes, obstacle: routes.obstacle)
      screens[i] = .weights(screen)
    }
  }

  mutating func performOnWeights(_ action: Action, _ screen: WeightsScreen) -> [DashboardEffect] {
    var screen = screen
    switch action {
    case .moveUp: screen.moveRow(by: -1)
    case .moveDown: screen.moveRow(by: 1)
    case .decrease, .moveLeft: screen.turn { $0.nudge($1, by: -1) || $0.weights[$1] == $0.minimum($1) }
    case .increase, .moveRight: screen.turn { $0.nudge($1, by: 1) || $0.weights[$1] == $0.maximum($1) }
    case .decreaseMore: screen.turn { $0.nudge($1, by: -10) || $0.weights[$1] == $0.minimum($1) }
    case .increaseMore: screen.turn { $0.nudge($1, by: 10) || $0.weights[$1] == $0.maximum($1) }
    case .lock:
      screen.turn {
        $0.toggleLock($1)
        return true
      }
    case .equalise:
      screen.turn { dial, _ in
        dial.equalise()
        return true
      }
    case .giveAll: screen.turn { $0.giveAll(to: $1) }
    case .giveBack: screen.giveBack(former[screen.service])
    case .guardShift: screen.stepGuard()
    case .canary:
      openCanary(
        version: screen.current.flatMap { $0.targets.indices.contains(screen.row) ? $0.targets[screen.row].name : nil })
      return []
    case .reset: screen.reset()
    case .nextRoute, .nextPane: screen.moveRoute(by: 1)
    case .previousRoute, .previousPane: screen.moveRoute(by: -1)
    case .open, .preview: return previewWeights(screen)
    default: return []
    }
    replaceFront(.weights(screen))
    return []
  }

  /// Plans what was entered; what cannot be planned is said in the form.
  private mutating func previewWeights(_ screen: WeightsScreen) -> [DashboardEffect] {
    var screen = screen
    screen.typed = ""
    do throws(ChangeRefusal) {
      guard let route = screen.current, let dial = screen.dial, let live else { return [] }
      if let obstacle = screen.obstacle { throw ChangeRefusal(.noRoute, obstacle) }
      if route.weights == dial.weights {
        throw ChangeRefusal(.badWeights, tr("Nothing is changed: move a row first."))
      }
      let plan = try WeightRoutes.plan(
        route, weights: dial.weights, service: screen.service, in: live.configuration, card: liveCard(screen.service),
        apiVersion: context.networkingVersion)
      let canary = try guarded(screen, route, dial, in: live.configuration)
      replaceFront(.weights(screen))
      guard let canary else { return open(preview: plan) }
      return open(preview: CanaryWords.announce(canary, in: plan), canary: canary)
    } catch {
      screen.problem = error.text
      replaceFront(.weights(screen))
      return []
    }
  }

  /// The watch over a shift, if one is wanted.
  private func guarded(
    _ screen: WeightsScreen, _ route: WeightRoute, _ dial: WeightDial, in configuration: MeshConfiguration
  ) throws(ChangeRefusal) -> Canary? {
    guard let minutes = screen.guardMinutes else { return nil }
    if let canary, canary.isRunning {
      throw ChangeRefusal(
        .badValue, tr("The canary of \(canary.service) is running, and only one thing is watched at a time."))
    }
    let weights = zip(route.targets, dial.weights).map { ShiftRequest.Weight($0.name, $1) }
    let limits = CanaryPlan(service: screen.service, version: "", interval: Double(minutes * 60))
    return try Canary(
      guarding: ShiftRequest(service: screen.service, split: route.split, weights: weights), by: limits,
      in: configuration)
  }

  // MARK: Mouse

  mutating func pointAtWeights(_ event: MouseEvent, _ screen: WeightsScreen) {
    var screen = screen
    guard let route = screen.current, let dial = screen.dial else { return }
    let layout = WeightsLayout(area: panes.form, labels: route.targets.map(\.name), rows: dial.count)
    switch event.kind {
    case .press where event.button == .left:
      guard let row = layout.row(at: event.point), row < dial.count else { return }
      screen.row = row
      screen.typed = ""
      screen.isDragging = layout.weight(at: event.point) != nil
      if let weight = layout.weight(at: event.point) { screen.turn { $0.set($1, to: weight) } }
    case .drag where screen.isDragging:
      // While the button is held the row stays the same, wherever the pointer goes.
      if let weight = layout.weight(at: event.point, slack: layout.area.width) {
        screen.turn { $0.set($1, to: weight) }
      }
    case .release: screen.isDragging = false
    case .wheelUp, .wheelDown:
      guard let row = layout.row(at: event.point), row < dial.count else { return }
      screen.row = row
      screen.turn { $0.nudge($1, by: event.kind == .wheelUp ? 1 : -1) || true }
    default: return
    }
    replaceFront(.weights(screen))
  }
}
