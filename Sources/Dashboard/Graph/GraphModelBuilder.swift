import MeshModel

/// Fills cards and links with the figures of snapshots, one after another.
///
/// What follows from names alone is worked out once and kept while nothing comes or goes.
struct GraphModelBuilder: Sendable {
  private var plan: GraphPlan?

  /// The cards and links of a snapshot, where `namespaces` are those that were asked for; nil means all.
  ///
  /// - Complexity: O(nodes + edges) without hashing while the topology stays; else about the same with it.
  mutating func model(of snapshot: MeshSnapshot, namespaces: [String]?) -> GraphModel {
    let wanted = namespaces.map(Set.init)
    if let plan, plan.holds(for: snapshot, namespaces: wanted) { return Self.fill(plan, snapshot) }
    let new = GraphPlan(snapshot, namespaces: wanted)
    plan = new
    return Self.fill(new, snapshot)
  }

  private static func fill(_ plan: GraphPlan, _ snapshot: MeshSnapshot) -> GraphModel {
    var model = GraphModel()
    model.cards = plan.cards.map(\.card)
    model.links = plan.links
    for (number, card) in plan.cards.enumerated() { takeNodes(card, &model.cards[number], snapshot) }
    for (edge, place) in zip(snapshot.edges, plan.edges) where place.target >= 0 {
      if place.row >= 0 { addShare(edge, to: &model.cards[place.target].rows[place.row]) }
      if place.link >= 0 {
        model.links[place.link].add(edge)
        ResponseKey.add(edge.responses, to: &model.cards[place.target].responses)
      } else if place.row < 0, edge.protocol != .tcp {
        model.cards[place.target].selfRate += edge.rate
      }
    }
    for (link, ends) in zip(model.links, plan.linkEnds) where !link.isIdle && (link.mtlsPercent ?? 100) < 100 {
      model.cards[ends.target].takesPlainText = true
    }
    shareOut(plan, &model)
    let troubled = TroubledProxies(snapshot)
    for (number, card) in plan.cards.enumerated() { finish(card, &model.cards[number], snapshot, troubled) }
    return model
  }

  /// What the nodes say of the rows before traffic is counted.
  private static func takeNodes(_ plan: GraphPlan.CardPlan, _ card: inout GraphCard, _ snapshot: MeshSnapshot) {
    for (row, number) in plan.rowNodes.enumerated() where number >= 0 {
      let node = snapshot.nodes[number]
      card.rows[row].health = node.health
      card.rows[row].latency = node.latency
      card.rows[row].replicas = node.replicas ?? card.rows[row].replicas
      card.rows[row].badges = node.badges
    }
  }

  /// Traffic that reaches a version of a card.
  private static func addShare(_ edge: MeshEdge, to row: inout CardRow) {
    if edge.protocol == .tcp {
      row.byteRate += edge.rate
    } else {
      let errors = row.rate * (row.percentError ?? 0) / 100 + edge.errorRate
      row.rate += edge.rate
      if row.rate > 0 { row.percentError = errors / row.rate * 100 }
    }
    if let weight = edge.configuredWeight { row.configured = weight }
    if let latency = edge.latency { row.latency = latency }
  }

  /// Each link's share of what its source sends.
  private static func shareOut(_ plan: GraphPlan, _ model: inout GraphModel) {
    var sent = [(requests: Double, bytes: Double)](repeating: (0, 0), count: model.cards.count)
    for (link, ends) in zip(model.links, plan.linkEnds) {
      sent[ends.source].requests += link.rate
      sent[ends.source].bytes += link.byteRate
    }
    for (number, ends) in plan.linkEnds.enumerated() {
      let (rate, bytes) = (model.links[number].rate, model.links[number].byteRate)
      if rate > 0 {
        model.links[number].percentOfSource = rate / sent[ends.source].requests * 100
      } else if bytes > 0 {
        model.links[number].percentOfSource = bytes / sent[ends.source].bytes * 100
      }
    }
  }

  // MARK: Finish

  private static func finish(
    _ plan: GraphPlan.CardPlan, _ card: inout GraphCard, _ snapshot: MeshSnapshot, _ troubled: TroubledProxies
  ) {
    let service = plan.serviceNode >= 0 ? snapshot.nodes[plan.serviceNode] : nil
    var inbound = RequestTotals()
    var outbound = RequestTotals()
    var latency: Latency?
    var badges = Set(service?.badges ?? [])
    for number in plan.rowNodes where number >= 0 {
      let node = snapshot.nodes[number]
      inbound = inbound + node.inbound
      outbound = outbound + node.outbound
      badges.formUnion(node.badges)
      card.date(node.asOf)
      if let other = node.latency, latency.map({ ($0.p95 ?? 0) < (other.p95 ?? 0) }) ?? true { latency = other }
    }
    let sendsByWorkloads = card.kind == .service || card.kind == .workload
    card.date(service?.asOf)
    card.inbound = service?.inbound ?? inbound
    card.outbound = sendsByWorkloads ? outbound : service?.outbound ?? RequestTotals()
    card.latency = service?.latency ?? latency
    card.health = health(of: card, service: service)
    card.badges = badges.isEmpty ? [] : Badge.allCases.filter(badges.contains)
    completeRows(plan, &card, snapshot)
    guard !troubled.isEmpty else { return }
    for row in card.rows.indices {
      guard let workload = card.rows[row].workload,
        let proxies = troubled.proxies(namespace: card.namespace, workload: workload)
      else { continue }
      card.rows[row].isUnread = proxies.allSatisfy(\.isFailing)
      card.unread += proxies.filter(\.isFailing)
    }
  }

  private static func completeRows(_ plan: GraphPlan.CardPlan, _ card: inout GraphCard, _ snapshot: MeshSnapshot) {
    var (total, bytes) = (0.0, 0.0)
    for row in card.rows.indices {
      if card.rows[row].isIdle, plan.rowNodes[row] >= 0 {
        // A root, or a snapshot without service nodes: the workload's own sums are all there is.
        let node = snapshot.nodes[plan.rowNodes[row]]
        let sums = node.inbound.isZero && card.inbound.isZero ? node.outbound : node.inbound
        card.rows[row].rate = sums.rate
        card.rows[row].byteRate = sums.bytesPerSecond
        card.rows[row].percentError = sums.percentError
      }
      total += card.rows[row].rate
      bytes += card.rows[row].byteRate
    }
    for row in card.rows.indices {
      if total > 0 {
        card.rows[row].observed = card.rows[row].rate / total * 100
      } else if bytes > 0 {
        card.rows[row].observed = card.rows[row].byteRate / bytes * 100
      }
    }
  }

  /// The worst of the members; a version scaled to zero on purpose does not make the others unready.
  private static func health(of card: GraphCard, service: MeshNode?) -> Health {
    var worst: Health?
    var running: Health?
    func take(_ health: Health) {
      worst = (worst ?? Health(.na)).worse(health)
      if health.status != .notReady { running = (running ?? Health(.na)).worse(health) }
    }
    if let service { take(service.health) }
    for row in card.rows { take(card.health(of: row)) }
    return running ?? worst ?? Health(.na)
  }
}

extension ResponseKey {
  /// Adds rates by response; what is there for the first time is taken over as it is.
  static func add(_ responses: [ResponseKey: Double], to sums: inout [ResponseKey: Double]) {
    if sums.isEmpty {
      sums = responses
    } else {
      sums.merge(responses, uniquingKeysWith: +)
    }
  }
}
