import Cells
import MeshModel
import Settings

extension DashboardState {
  /// The card of the picture that a subject is on; nil without traffic.
  func card(of subject: CloserScreen.Subject) -> GraphCard? {
    switch subject {
    case .service(let id): graph.model.cards.first { $0.service == id }
    case .workload(let id):
      graph.model.cards.first { card in
        card.namespace == id.namespace && card.rows.contains { $0.workload == id.name }
      }
    }
  }

  /// The service, or the first one that leads to the workload.
  func service(of subject: CloserScreen.Subject) -> ServiceID? {
    switch subject {
    case .service(let id): return id
    case .workload(let id):
      guard let configuration = shown?.configuration,
        let workload = configuration.workloads.first(where: { $0.id == id })
      else { return nil }
      return configuration.services.first {
        $0.id.namespace == id.namespace && $0.id.cluster == id.cluster && $0.selects(workload.labels)
      }?.id
    }
  }

  /// The workloads behind the subject.
  func workloads(of subject: CloserScreen.Subject) -> [WorkloadInfo] {
    guard let configuration = shown?.configuration else { return [] }
    switch subject {
    case .service(let id): return configuration.service(id).map(configuration.workloads(of:)) ?? []
    case .workload(let id): return configuration.workloads.filter { $0.id == id }
    }
  }

  private func pods(of screen: CloserScreen) -> [PodInfo] { workloads(of: screen.subject).flatMap(\.pods) }

  /// The pod whose log is shown.
  private func logPod(of screen: CloserScreen) -> PodInfo? {
    let pods = pods(of: screen)
    return pods.first { $0.name == screen.pod } ?? pods.first
  }

  private func logRequest(of screen: CloserScreen) -> LogRequest? {
    logPod(of: screen).map {
      LogRequest(namespace: screen.subject.namespace, pod: $0.name, isProxy: screen.isProxyLog)
    }
  }

  private func eventsRequest(of screen: CloserScreen) -> EventsRequest {
    var names: [EventsRequest.Name] = []
    if case .service(let id) = screen.subject {
      names.append(EventsRequest.Name(kind: "Service", name: id.name))
      for reference in findings.byHost[id.host(domain: shown?.configuration.domain ?? MeshDefaults.domain)] ?? [] {
        names.append(EventsRequest.Name(kind: reference.kind, name: reference.name))
      }
    }
    for workload in workloads(of: screen.subject) {
      names.append(EventsRequest.Name(kind: "Deployment", name: workload.id.name))
      names.append(EventsRequest.Name(kind: "StatefulSet", name: workload.id.name))
      names.append(EventsRequest.Name(kind: "DaemonSet", name: workload.id.name))
      for pod in workload.pods {
        names.append(EventsRequest.Name(kind: "Pod", name: pod.name))
        // A pod of a Deployment is named after its ReplicaSet.
        if let end = pod.name.lastIndex(of: "-") {
          let set = String(pod.name[..<end])
          let name = EventsRequest.Name(kind: "ReplicaSet", name: set)
          if set != workload.id.name, !names.contains(name) { names.append(name) }
        }
      }
    }
    return EventsRequest(namespace: screen.subject.namespace, names: names)
  }

  // MARK: Reading

  /// Asks for what the part on the screen needs, where it is time for that.
  mutating func wantedReadings(_ screen: CloserScreen) -> [DashboardEffect] {
    guard context.hasAPI, live != nil else { return [] }
    var screen = screen
    var effects: [DashboardEffect] = []
    if screen.part == .events, screen.events.isDue(at: now) {
      screen.events.askedAt = now
      effects.append(.readEvents(eventsRequest(of: screen)))
    }
    if screen.part == .log, screen.log.isDue(at: now), let request = logRequest(of: screen) {
      screen.log.askedAt = now
      effects.append(.readLog(request))
    }
    if !effects.isEmpty { replaceFront(.closer(screen)) }
    return effects
  }

  /// What the close look in front needs as time goes on.
  mutating func readOn() -> [DashboardEffect] {
    if case .closer(let screen)? = front { wantedReadings(screen) } else { [] }
  }

  mutating func take(_ events: Result<[ObjectEvent], ReadingFailure>, for request: EventsRequest) {
    changeClosers { screen, state in
      guard screen.subject.namespace == request.namespace,
        state.eventsRequest(of: screen).names.first == request.names.first
      else { return }
      screen.events.take(events.map { $0.sorted { ($0.time ?? 0) > ($1.time ?? 0) } }, at: state.now)
    }
  }

  mutating func take(_ log: Result<PodLog, ReadingFailure>, for request: LogRequest) {
    changeClosers { screen, state in
      guard state.logRequest(of: screen) == request else { return }
      screen.log.take(log, at: state.now)
    }
  }

  private mutating func changeClosers(_ change: (inout CloserScreen, DashboardState) -> Void) {
    for i in screens.indices {
      guard case .closer(var screen) = screens[i] else { continue }
      change(&screen, self)
      screens[i] = .closer(screen)
    }
  }

  // MARK: Keys

  mutating func performOnCloser(_ action: Action, _ screen: CloserScreen) -> [DashboardEffect] {
    var screen = screen
    switch action {
    case .nextPane, .previousPane:
      let all = screen.parts
      let here = all.firstIndex(of: screen.part) ?? 0
      turn(&screen, to: all[(here + (action == .nextPane ? 1 : all.count - 1)) % all.count])
    case .nextPod:
      let pods = pods(of: screen)
      guard let here = pods.firstIndex(where: { $0.name == logPod(of: screen)?.name }) else { return [] }
      if screen.part != .log { turn(&screen, to: .log) } else { screen.pod = pods[(here + 1) % pods.count].name }
      screen.log = Reading()
    case .nextContainer:
      if screen.part != .log { turn(&screen, to: .log) } else { screen.isProxyLog.toggle() }
      screen.log = Reading()
    case .copy:
      let lines = closerReader(screen).lines(screen.part, width: 200, height: 24)
      return [.copy(lines.map(\.text).joined(separator: "\n"), what: Figures.counted(lines.count, "line"))]
    case .focus:
      showInGraph(screen.subject)
      return []
    case .weights, .actions, .viewYAML: return openAction(action)
    case .zoomIn, .zoomOut:
      guard screen.part == .charts || screen.part == .versions else { return [] }
      screen.span = ViewOptions.step(closerReader(screen).span, in: ChartSpan.choices, up: action == .zoomOut)
    default:
      let painter = closerPainter(screen)
      let most = painter.mostScroll(in: panes.form)
      guard
        let wanted = Self.scrolled(
          screen.scroll ?? most, by: action, page: max(1, painter.partHeight(in: panes.form)), count: Int.max / 4)
      else { return [] }
      // At its end a log is followed.
      screen.scroll = screen.part == .log && wanted >= most ? nil : max(0, min(wanted, most))
    }
    replaceFront(.closer(screen))
    return wantedReadings(screen)
  }

  private func turn(_ screen: inout CloserScreen, to part: CloserScreen.Part) {
    screen.part = part
    screen.scroll = part == .log ? nil : 0
  }

  /// The wheel scrolls, a press on a part's name goes there.
  mutating func pointAtCloser(_ event: MouseEvent, _ screen: CloserScreen) -> [DashboardEffect] {
    switch event.kind {
    case .wheelUp: return perform(.moveUp)
    case .wheelDown: return perform(.moveDown)
    case .press where event.button == .left:
      guard let part = closerPainter(screen).part(at: event.point, in: panes.form) else { return [] }
      var screen = screen
      turn(&screen, to: part)
      replaceFront(.closer(screen))
      return wantedReadings(screen)
    default: return []
    }
  }

  func closerReader(_ screen: CloserScreen) -> CloserReader {
    let view = shown ?? MeshView(snapshot: MeshSnapshot(timestamp: 0, windowSeconds: 0), configuration: .init())
    return CloserReader(
      screen: screen, card: card(of: screen.subject), model: graph.model, view: view,
      workloads: workloads(of: screen.subject), service: service(of: screen.subject),
      objects: service(of: screen.subject).map { findings.byHost[$0.host(domain: view.configuration.domain)] ?? [] }
        ?? [],
      findings: findings, logPod: logPod(of: screen)?.name, hasAPI: context.hasAPI, now: now,
      utcOffset: context.utcOffsetSeconds, charts: charts, keys: Keys(keymap: keymap, context: .detail))
  }

  func closerPainter(_ screen: CloserScreen) -> CloserPainter {
    CloserPainter(reader: closerReader(screen), isStale: header.isStale)
  }
}
