import MeshModel

/// Finds out what a search is true of.
struct QueryMatcher {
  private let model: GraphModel
  private let facts: QueryFacts
  /// By workload; filled only if something asks for it.
  private var workloads: [WorkloadID: WorkloadInfo] = [:]
  private var flows: [CardID: CardFlows] = [:]
  private var ranks: [CardID: Int] = [:]

  /// What goes in and out of a card by protocol: requests, or bytes over TCP, a second. Nil of what has no such edge.
  private struct CardFlows {
    var incoming: [TrafficProtocol: Double] = [:]
    var outgoing: [TrafficProtocol: Double] = [:]
  }

  /// - Complexity: O(cards + edges) for each condition.
  static func hits(_ search: GraphSearch, in model: GraphModel, facts: QueryFacts) -> GraphHits {
    switch search.meaning {
    case .nothing, .wrong: return GraphHits()
    case .name(let part): return GraphHits(cards: Set(model.cards.lazy.filter { $0.isNamed(part) }.map(\.id)))
    case .clauses(let clauses):
      let matcher = QueryMatcher(model, facts, for: Set(clauses.joined().map(\.operand)))
      var hits = GraphHits()
      for clause in clauses {
        let subject = clause.reduce(QuerySubject([.cards, .links])) { $0.intersection($1.operand.subject) }
        if subject.contains(.cards) {
          hits.cards.formUnion(
            model.cards.lazy.filter { card in clause.allSatisfy { matcher.holds($0, card) } }.map(\.id))
        }
        if subject.contains(.links) {
          hits.links.formUnion(
            model.links.lazy.filter { link in clause.allSatisfy { matcher.holds($0, link) } }.map(\.id))
        }
      }
      return hits
    }
  }

  private init(_ model: GraphModel, _ facts: QueryFacts, for operands: Set<QueryOperand>) {
    self.model = model
    self.facts = facts
    if !operands.isDisjoint(with: [.label, .app]) {
      workloads = Dictionary(facts.workloads.map { ($0.id, $0) }) { $1 }
    }
    if !operands.isDisjoint(with: [
      .httpin, .httpout, .grpcin, .grpcout, .tcpin, .tcpout, .httpTraffic, .grpcTraffic, .trafficsource,
    ]) {
      takeFlows()
    }
    if operands.contains(.rank) { takeRanks() }
  }

  private mutating func takeFlows() {
    for link in model.links where !link.isCopies {
      for name in link.protocols {
        let rate = link.rate(of: name)
        flows[link.id.source, default: CardFlows()].outgoing[name, default: 0] += rate
        flows[link.id.target, default: CardFlows()].incoming[name, default: 0] += rate
      }
    }
  }

  /// By the share of all edges that a card has: the first has the most, equals share a rank. More than 100 ranks are
  /// drawn together to 1...100.
  private mutating func takeRanks() {
    var edges: [CardID: Int] = [:]
    for card in model.cards { edges[card.id] = 0 }
    for link in model.links {
      edges[link.id.source, default: 0] += 1
      edges[link.id.target, default: 0] += 1
    }
    let steps = Set(edges.values).sorted(by: >)
    let rankOfCount = Dictionary(uniqueKeysWithValues: zip(steps, 1...max(1, steps.count)))
    ranks = edges.mapValues { count in
      let rank = rankOfCount[count] ?? 1
      return steps.count <= 100 ? rank : 1 + (rank - 1) * 99 / (steps.count - 1)
    }
  }

  // MARK: Cards

  private func holds(_ test: QueryTest, _ card: GraphCard) -> Bool {
    switch test.operand.kind {
    // What is idle, or not known, is neither.
    case .flag where test.operand == .healthy:
      test.isInverse ? card.isUnhealthy : card.health.status == .healthy && !card.isDoubtful && !card.isLingering
    case .flag: test.judge(flag(test.operand, card))
    case .text: test.judge(texts(test, card))
    case .number: test.judge(number(test.operand, card))
    }
  }

  private func texts(_ test: QueryTest, _ card: GraphCard) -> [String] {
    switch test.operand {
    case .name: [card.title] + card.rows.compactMap(\.workload)
    case .app:
      switch card.kind {
      case .workload where card.rows.isEmpty: [card.title]
      default: infos(card).compactMap(\.app)
      }
    case .version: card.rows.compactMap(\.version)
    case .workload: card.rows.compactMap(\.workload)
    case .service: card.service.map { [$0.name] } ?? (card.isHost ? [card.title] : [])
    case .namespace: card.namespace.isEmpty ? [] : [card.namespace]
    case .cluster: [card.cluster]
    case .node: [card.queryKind]
    case .label: infos(card).compactMap { $0.labels[test.key] }
    default: []
    }
  }

  private func infos(_ card: GraphCard) -> [WorkloadInfo] {
    card.rows.compactMap { row in
      row.workload.flatMap {
        workloads[WorkloadID(cluster: card.cluster, namespace: card.namespace, name: $0)]
      }
    }
  }

  private func number(_ operand: QueryOperand, _ card: GraphCard) -> Double? {
    switch operand {
    case .rps: card.isTCP ? nil : card.traffic.rate
    case .error: card.traffic.percentError
    case .p50: card.latency?.p50
    case .p95: card.latency?.p95
    case .p99: card.latency?.p99
    case .httpin: flows[card.id]?.incoming[.http]
    case .httpout: flows[card.id]?.outgoing[.http]
    case .grpcin: flows[card.id]?.incoming[.grpc]
    case .grpcout: flows[card.id]?.outgoing[.grpc]
    case .tcpin: flows[card.id]?.incoming[.tcp]
    case .tcpout: flows[card.id]?.outgoing[.tcp]
    case .rank: ranks[card.id].map(Double.init)
    default: nil
    }
  }

  private func flag(_ operand: QueryOperand, _ card: GraphCard) -> Bool {
    switch operand {
    case .circuitbreaker: card.badges.contains(.circuitBreaker)
    case .dead: card.isDead
    case .egress: card.kind == .egress
    case .faultinjection: card.badges.contains(.faultInjection)
    case .gateway: card.isGateway || card.badges.contains(.gateway)
    case .idle: card.isIdle
    case .inaccessible: card.isDoubtful
    case .mirroring: card.badges.contains(.mirroring)
    case .offweights: card.isOffWeights
    case .outofmesh: card.isOutOfMesh
    case .outside: card.hasNamespace && !(facts.namespaces?.contains(card.namespace) ?? true)
    case .requestrouting: card.badges.contains(.requestRouting)
    case .requesttimeout: card.badges.contains(.requestTimeout)
    case .serviceentry: card.kind == .serviceEntry
    case .sidecar: !card.isOutOfMesh
    case .tcptrafficshifting: card.badges.contains(.trafficShifting) && card.isTCP
    case .trafficshifting: card.badges.contains(.trafficShifting)
    case .trafficsource:
      !(flows[card.id]?.outgoing.isEmpty ?? true) && flows[card.id]?.incoming.isEmpty ?? true
    case .virtualservice: card.badges.contains(.virtualService)
    default: false
    }
  }

  // MARK: Edges

  private func holds(_ test: QueryTest, _ link: GraphLink) -> Bool {
    switch test.operand.kind {
    case .flag: test.judge(flag(test.operand, link))
    case .text: test.judge(link.protocols.map(\.rawValue))
    case .number: test.judge(number(test.operand, link))
    }
  }

  private func number(_ operand: QueryOperand, _ link: GraphLink) -> Double? {
    switch operand {
    case .rps: link.isTCP ? nil : link.rate
    case .error: link.percentError
    case .p50: link.latency?.p50
    case .p95, .responsetime: link.latency?.p95
    case .p99: link.latency?.p99
    case .http: link.protocols.contains(.http) ? link.rate(of: .http) : nil
    case .grpc: link.protocols.contains(.grpc) ? link.rate(of: .grpc) : nil
    case .tcp: link.protocols.contains(.tcp) ? link.byteRate : nil
    case .httpError: Self.percent(link.errorRate - link.grpcErrorRate, of: link.rate(of: .http))
    case .grpcError: Self.percent(link.grpcErrorRate, of: link.grpcRate)
    case .httpTraffic: share(link, .http)
    case .grpcTraffic: share(link, .grpc)
    case .throughput: link.byteRate > 0 ? link.byteRate : nil
    default: nil
    }
  }

  private func share(_ link: GraphLink, _ name: TrafficProtocol) -> Double? {
    guard link.protocols.contains(name), !link.isCopies else { return nil }
    return Self.percent(link.rate(of: name), of: flows[link.id.source]?.outgoing[name] ?? 0)
  }

  private static func percent(_ part: Double, of whole: Double) -> Double? { whole > 0 ? part / whole * 100 : nil }

  private func flag(_ operand: QueryOperand, _ link: GraphLink) -> Bool {
    switch operand {
    case .mtls: (link.mtlsPercent ?? 0) > 0
    case .traffic: !link.isIdle
    case .copies: link.isCopies
    default: false
    }
  }
}

extension GraphCard {
  /// Whether its name, namespace, workload or version has the part, which is in lower case.
  func isNamed(_ part: String) -> Bool {
    let names = [title, namespace] + rows.flatMap { [$0.label, $0.workload ?? ""] }
    return names.contains { $0.lowercased().contains(part) }
  }

  /// Something is wrong with it now.
  var isUnhealthy: Bool { !isLingering && (health.status == .failure || health.status == .degraded) }

  var isIdle: Bool { isLingering || inbound.isZero && outbound.isZero }

  /// Nothing runs that could answer.
  fileprivate var isDead: Bool {
    !rows.isEmpty && rows.allSatisfy { ($0.replicas?.current ?? 1) == 0 }
  }

  /// No proxy stands before it, so that nobody but its callers tell of it.
  fileprivate var isOutOfMesh: Bool { badges.contains(.outOfMesh) || kind == .unknown }

  /// It stands for a host outside of the cluster.
  fileprivate var isHost: Bool { kind == .serviceEntry || kind == .egress }

  fileprivate var cluster: String {
    if let service { return service.cluster }
    let parts = id.text.split(separator: "/")
    return hasNamespace && parts.count > 2 ? String(parts[0]) : MeshDefaults.cluster
  }
}

extension GraphLink {
  /// Requests a second, or bytes a second over TCP.
  func rate(of name: TrafficProtocol) -> Double {
    switch name {
    case .http: rate - grpcRate
    case .grpc: grpcRate
    case .tcp: byteRate
    }
  }

  /// Something is wrong with it now.
  var isUnhealthy: Bool { !isLingering && (health.status == .failure || health.status == .degraded) }
}
