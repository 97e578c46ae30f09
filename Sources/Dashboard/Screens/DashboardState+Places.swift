import MeshModel
import Settings
import Texts
import TrafficConfig

/// Going from screen to screen.
extension DashboardState {
  /// Screens that are remembered on the way.
  private static let mostPlaces = 50

  /// Whether going elsewhere loses nothing that was entered.
  private var mayLeave: Bool {
    switch front {
    case .wizard, .preview: false
    default: true
    }
  }

  /// Shows other screens over the graph; those that are shown now can be gone back to.
  mutating func visit(_ new: [Screen]) -> [DashboardEffect] {
    guard mayLeave else {
      tell(.warning, tr("First leave the form: \(keys.key(.back))."))
      return []
    }
    if case .weights(let screen)? = front { leaveWeights(screen) }
    past.append(screens)
    if past.count > Self.mostPlaces { past.removeFirst() }
    future = []
    return arrive(at: new)
  }

  private mutating func arrive(at new: [Screen]) -> [DashboardEffect] {
    let wasInspecting = inspectsProxy
    screens = new
    settleTable()
    if case .proxy(let screen)? = front { return [.inspectProxy(screen.id)] }
    var effects: [DashboardEffect] = wasInspecting ? [.inspectProxy(nil)] : []
    if frontTable == .history { effects.append(.readJournal) }
    if case .closer(let screen)? = front { effects += wantedReadings(screen) }
    return effects
  }

  /// The admin interface of a proxy is read at each poll.
  private var inspectsProxy: Bool { if case .proxy? = front { true } else { false } }

  /// Forms and their results are not gone back to: what they were about may be over.
  private static func isPlace(_ screens: [Screen]) -> Bool {
    screens.allSatisfy { screen in
      switch screen {
      case .table, .closer, .document, .proxy, .change, .help, .columns: true
      default: false
      }
    }
  }

  mutating func goToPlace(before: Bool) -> [DashboardEffect] {
    guard mayLeave else {
      tell(.warning, tr("First leave the form: \(keys.key(.back))."))
      return []
    }
    while let place = before ? past.popLast() : future.popLast() {
      guard Self.isPlace(place), !isSame(place, screens) else { continue }
      if case .weights(let screen)? = front { leaveWeights(screen) }
      if before { future.append(screens) } else { past.append(screens) }
      return arrive(at: place)
    }
    tell(.info, before ? tr("This is where you began.") : tr("There is nothing to go forward to."), topic: "places")
    return []
  }

  private func isSame(_ a: [Screen], _ b: [Screen]) -> Bool { a.map(\.placeName) == b.map(\.placeName) }

  /// Goes to a main screen; asked for the one that is there, it stays.
  mutating func go(to kind: TableKind) -> [DashboardEffect] {
    if frontTable == kind { return kind == .messages ? visit(Array(screens.dropLast())) : [] }
    if kind == .messages, !Self.isPlace(screens) {
      // They can be looked at from a form, which stays below.
      screens.append(.table(kind))
      settleTable()
      return []
    }
    if kind == .proxies, screens.isEmpty, let own = proxyOfSelection {
      tables[.proxies, default: TableState()].selected = own.id
    }
    if kind == .services, screens.isEmpty, let service = graph.selectedCard?.service {
      tables[.services, default: TableState()].selected = service.rowID
    }
    return visit([.table(kind)])
  }

  mutating func goToGraph() -> [DashboardEffect] { screens.isEmpty ? [] : visit([]) }

  // MARK: Rows

  /// Looks closely at a row of a list.
  mutating func openRow(_ id: String, of kind: TableKind) -> [DashboardEffect] {
    switch kind {
    case .overview:
      var services = table(.services)
      services.filter = "namespace=\(id)"
      services.isFiltering = false
      services.selected = nil
      tables[.services] = services
      return visit(screens + [.table(.services)])
    case .services:
      guard let service = shown?.snapshot.services.first(where: { $0.id.rowID == id }) else { return [] }
      return look(closelyAt: .service(service.id))
    case .workloads:
      guard let workload = shown?.snapshot.workloads.first(where: { $0.id.rowID == id }) else { return [] }
      return look(closelyAt: .workload(workload.id))
    case .config:
      guard let reference = object(named: id) else { return [] }
      return visit(screens + [.document(DocumentScreen(alone: reference))])
    case .proxies: return visit(screens + [.proxy(ProxyScreen(id: id))])
    case .history: return visit(screens + [.change(ChangeScreen(id: id))])
    case .messages: return []
    }
  }

  mutating func look(closelyAt subject: CloserScreen.Subject) -> [DashboardEffect] {
    visit(screens.filter { if case .closer = $0 { false } else { true } } + [.closer(CloserScreen(subject: subject))])
  }

  /// The object of a row in the list of objects.
  func object(named id: String) -> ObjectReference? {
    shown.flatMap { objectReferences($0.configuration).first { $0.description == id } }
  }

  /// Shows the service or workload of the row under the cursor in the graph.
  mutating func showInGraph(_ kind: TableKind) {
    switch kind {
    case .services: if let service = selectedService { showInGraph(.service(service)) }
    case .workloads:
      if let id = selectedRow(kind), let found = shown?.snapshot.workloads.first(where: { $0.id.rowID == id }) {
        showInGraph(.workload(found.id))
      }
    case .overview, .config, .proxies, .history, .messages: break
    }
  }

  mutating func showInGraph(_ subject: CloserScreen.Subject) {
    guard let card = card(of: subject) else {
      tell(.warning, tr("\(subject.name) has no traffic, so the graph does not show it."))
      return
    }
    _ = visit([])
    graph.selection = .card(card.id)
    if !graph.showsSelection { zoom(.focus) }
    graph.follow(pane: panes.main.size)
    graph.updateInset(pane: panes.main.size)
  }

  /// The service under the cursor of a list, or that the close look is about.
  var selectedService: ServiceID? {
    switch front {
    case .table(.services):
      // The list keeps the identity of a row that is there.
      let id = table(.services).selected
      return shown?.snapshot.services.first { $0.id.rowID == id }?.id
    case .closer(let screen): return service(of: screen.subject)
    default: return nil
    }
  }
}
