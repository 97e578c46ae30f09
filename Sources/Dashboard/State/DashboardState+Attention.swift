import MeshModel

/// What has to be read at the full rate for the screen to be right.
extension DashboardState {
  /// What the operator looks at, and what is being followed beside that.
  var attention: Attention {
    var result = lookedAt
    if let canary, canary.isRunning { result = result.union(.service(canary.service)) }
    if let run, run.outcome == .underway || (run.outcome == .written && !run.isProven), let target = run.target {
      result = result.union(.service(target.service))
    }
    return result
  }

  /// The uppermost screen that shows traffic decides; under all of them lies the graph.
  private var lookedAt: Attention {
    for screen in screens.reversed() {
      if let attention = attention(of: screen) { return attention }
    }
    guard case .focus = graph.view else { return .everything }
    return .subjects(Set(graph.part.model.cards.flatMap(\.subjects)))
  }

  /// Nil for a screen without figures of traffic: what lies under it stays as fresh as it was.
  private func attention(of screen: Screen) -> Attention? {
    switch screen {
    case .table(let kind): attention(ofTable: kind)
    case .closer(let screen):
      switch screen.subject {
      case .service(let id): .service(id)
      case .workload(let id): .subjects([Attention.Subject(namespace: id.namespace, name: id.name)])
      }
    case .weights(let screen): .service(screen.service)
    case .actions(let screen): .service(screen.service)
    case .wizard(let screen): .service(screen.service)
    case .rules(let screen): .service(screen.service)
    case .help, .columns, .preview, .afterwards, .change, .canary, .document, .proxy, .choice, .themes: nil
    }
  }

  private func attention(ofTable kind: TableKind) -> Attention? {
    switch kind {
    case .overview: return .everything
    case .services, .workloads:
      let table = table(kind)
      guard TableFilter(table.filter).isByName, let snapshot = shown?.snapshot else { return .everything }
      let names =
        kind == .services
        ? snapshot.services.map { Attention.Subject(namespace: $0.id.namespace, name: $0.id.name) }
        : snapshot.workloads.map { Attention.Subject(namespace: $0.id.namespace, name: $0.id.name) }
      // The model's rows are the snapshot's, in its order.
      return .subjects(Set(table.arranged(tableModel(kind)).map { names[$0] }))
    case .config, .proxies, .history, .messages: return nil
    }
  }

  /// Tells the collector if what has to be read has changed.
  mutating func attend() -> [DashboardEffect] {
    let new = attention
    guard new != attended, replay == nil else { return [] }
    attended = new
    return [.attend(new)]
  }

  /// When the oldest poll was that what is looked at rests on, in seconds since 1970; nil where everything is read at the
  /// usual pace.
  var oldestShown: Double? {
    guard let snapshot = shown?.snapshot else { return nil }
    let old = snapshot.nodes.filter { $0.asOf != nil }
    guard !old.isEmpty else { return nil }
    guard case .subjects(let subjects) = attended else { return old.compactMap(\.asOf).min() }
    return old.filter { subjects.contains(Attention.Subject(namespace: $0.namespace, name: $0.name)) }
      .compactMap(\.asOf).min()
  }
}

extension Attention {
  fileprivate static func service(_ id: ServiceID) -> Attention {
    .subjects([Subject(namespace: id.namespace, name: id.name)])
  }
}

extension GraphCard {
  /// The names that what the card stands for goes by. Callers without a proxy, and what leaves the mesh unnamed, are told
  /// of by the proxies at the other end.
  fileprivate var subjects: [Attention.Subject] {
    guard kind == .service || kind == .workload || kind == .serviceEntry else { return [] }
    let names = [service?.name ?? title] + rows.compactMap(\.workload)
    return names.map { Attention.Subject(namespace: namespace, name: $0) }
  }
}
