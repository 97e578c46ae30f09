import MeshModel

/// Folds a snapshot's nodes and edges into cards and links.
///
/// A service and the workloads behind it become one card with a row per version; edges inside a card become the rows'
/// shares, edges between cards become links. Everything is ordered by name, so equal snapshots give equal models.
struct GraphModelBuilder {
  private let snapshot: MeshSnapshot
  /// The namespaces asked for; nil means all.
  private let namespaces: Set<String>?
  private var cards: [CardID: GraphCard] = [:]
  private var cardOfNode: [NodeID: CardID] = [:]
  private var nodes: [NodeID: MeshNode] = [:]
  private var workloads: [WorkloadID: WorkloadInfo] = [:]
  /// The services whose selector picks a workload.
  private var servicesOfWorkload: [WorkloadID: [ServiceID]] = [:]
  private struct Place: Hashable {
    var namespace: String
    var workload: String
  }
  /// The proxies of the workloads of which some could not be read.
  private var troubled: [Place: [ProxyStatus]] = [:]

  init(_ snapshot: MeshSnapshot, namespaces: [String]?) {
    self.snapshot = snapshot
    self.namespaces = namespaces.map(Set.init)
  }

  /// About linear in nodes, edges, services and workloads.
  mutating func build() -> GraphModel {
    indexWorkloads()
    indexProxies()
    for node in snapshot.nodes { nodes[node.id] = node }
    placeNodes()
    countPods()
    addIdleVersions()
    var model = GraphModel()
    model.links = foldEdges()
    finishCards()
    model.cards = cards.values.sorted { $0.id < $1.id }
    return model
  }

  // MARK: Cards

  private mutating func indexWorkloads() {
    struct LabelKey: Hashable {
      var cluster: String
      var namespace: String
      var key: String
      var value: String
    }
    // By label, so that a service looks only at workloads that have one of its labels.
    var byLabel: [LabelKey: [WorkloadInfo]] = [:]
    for workload in snapshot.workloads {
      workloads[workload.id] = workload
      for (key, value) in workload.labels {
        let label = LabelKey(cluster: workload.id.cluster, namespace: workload.id.namespace, key: key, value: value)
        byLabel[label, default: []].append(workload)
      }
    }
    for service in snapshot.services.sorted(by: { $0.id < $1.id }) {
      guard let (key, value) = service.selector.min(by: { $0.key < $1.key }) else { continue }
      let label = LabelKey(cluster: service.id.cluster, namespace: service.id.namespace, key: key, value: value)
      for workload in byLabel[label] ?? [] where service.selects(workload.labels) {
        servicesOfWorkload[workload.id, default: []].append(service.id)
      }
    }
  }

  private mutating func indexProxies() {
    var places: Set<Place> = []
    for proxy in snapshot.proxies {
      guard let workload = proxy.workload, proxy.isFailing else { continue }
      places.insert(Place(namespace: proxy.namespace, workload: workload))
    }
    guard !places.isEmpty else { return }
    for proxy in snapshot.proxies {
      guard let workload = proxy.workload else { continue }
      let place = Place(namespace: proxy.namespace, workload: workload)
      if places.contains(place) { troubled[place, default: []].append(proxy) }
    }
  }

  /// Services first, so that workloads find their card; then the rest.
  private mutating func placeNodes() {
    var servicesSeenFor: [NodeID: [ServiceID]] = [:]
    for edge in snapshot.edges {
      guard let source = nodes[edge.source], source.kind == .service, let name = source.service else { continue }
      servicesSeenFor[edge.target, default: []].append(
        ServiceID(cluster: source.cluster, namespace: source.namespace, name: name))
    }
    for node in snapshot.nodes where node.kind == .service || node.kind == .serviceEntry || node.kind == .unknown {
      place(standalone: node)
    }
    for node in snapshot.nodes where node.kind == .workload || node.kind == .app {
      place(workload: node, seenBehind: servicesSeenFor[node.id] ?? [])
    }
  }

  private mutating func place(standalone node: MeshNode) {
    let kind: GraphCard.Kind
    switch node.kind {
    case .serviceEntry: kind = .serviceEntry
    case .unknown: kind = .unknown
    default:
      let isEgress = node.service == "PassthroughCluster" || node.service == "BlackHoleCluster"
      kind = isEgress ? .egress : .service
    }
    let name = kind == .unknown ? "unknown source" : node.name
    let id =
      kind == .service
      ? CardID(cluster: node.cluster, namespace: node.namespace, name: node.name) : CardID(node.id.text)
    var card = cards[id] ?? newCard(id, kind: kind, title: name, of: node)
    card.serviceNode = node.id
    if kind == .service {
      card.service = ServiceID(cluster: node.cluster, namespace: node.namespace, name: node.name)
    }
    cards[id] = card
    cardOfNode[node.id] = id
  }

  private mutating func place(workload node: MeshNode, seenBehind seen: [ServiceID]) {
    let info = node.workload.flatMap {
      workloads[WorkloadID(cluster: node.cluster, namespace: node.namespace, name: $0)]
    }
    let selecting = info.flatMap { servicesOfWorkload[$0.id] } ?? []
    let service = primaryService(among: selecting.isEmpty ? seen : selecting, app: node.app, workload: node.workload)
    let title = service?.name ?? node.app ?? node.workload ?? node.name
    let id = CardID(cluster: node.cluster, namespace: node.namespace, name: title)
    var card = cards[id] ?? newCard(id, kind: service == nil ? .workload : .service, title: title, of: node)
    if card.service == nil { card.service = service }
    if let role = info?.labels["istio"], node.workload == "istio-" + role { card.isGateway = true }
    card.rows.append(
      CardRow(
        label: rowLabel(version: node.version, workload: node.workload, title: title), workload: node.workload,
        version: node.version, node: node.id, rate: 0, byteRate: 0, health: node.health, latency: node.latency,
        replicas: node.replicas ?? info?.replicas, badges: node.badges))
    cards[id] = card
    cardOfNode[node.id] = id
  }

  private func newCard(_ id: CardID, kind: GraphCard.Kind, title: String, of node: MeshNode) -> GraphCard {
    let hasPlace = kind == .service || kind == .workload
    // With one namespace asked for, only others need to be named; with several, all do.
    let isHome = namespaces.map { $0.count == 1 && $0.contains(node.namespace) } ?? false
    let isForeign = hasPlace && !isHome
    return GraphCard(
      id: id, kind: kind, title: title, namespace: node.namespace, isForeign: isForeign, rows: [], health: Health(.na),
      inbound: RequestTotals(), outbound: RequestTotals(), badges: [], responses: [:])
  }

  /// The service that stands for a workload: the one named like its app or itself, else the first by name.
  private func primaryService(among candidates: [ServiceID], app: String?, workload: String?) -> ServiceID? {
    candidates.min { a, b in
      func rank(_ id: ServiceID) -> Int { id.name == app ? 0 : id.name == workload ? 1 : 2 }
      return (rank(a), a) < (rank(b), b)
    }
  }

  private func rowLabel(version: String?, workload: String?, title: String) -> String {
    if let version, version != MeshDefaults.unknown, version != MeshDefaults.latestRevision { return version }
    guard let workload, workload != title else { return "" }
    return workload.hasPrefix(title + "-") ? String(workload.dropFirst(title.count + 1)) : workload
  }

  /// How many pods a service has, where its workloads have no rows to tell it.
  private mutating func countPods() {
    guard snapshot.graphType == .service else { return }
    for workload in snapshot.workloads {
      for service in servicesOfWorkload[workload.id] ?? [] {
        cards[CardID(cluster: service.cluster, namespace: service.namespace, name: service.name)]?.pods +=
          workload.pods.count
      }
    }
  }

  /// Rows for versions that exist in Kubernetes but had no traffic: a canary at weight 0 must be seen.
  private mutating func addIdleVersions() {
    guard snapshot.graphType == .versionedApp || snapshot.graphType == .workload else { return }
    for workload in snapshot.workloads {
      guard
        let service = primaryService(
          among: servicesOfWorkload[workload.id] ?? [], app: workload.app, workload: workload.id.name)
      else { continue }
      let id = CardID(cluster: service.cluster, namespace: service.namespace, name: service.name)
      guard var card = cards[id], !card.rows.contains(where: { $0.workload == workload.id.name }) else { continue }
      card.rows.append(
        CardRow(
          label: rowLabel(version: workload.version, workload: workload.id.name, title: card.title),
          workload: workload.id.name, version: workload.version, rate: 0, byteRate: 0,
          health: Health(workload.replicas?.desired == 0 ? .notReady : .idle), replicas: workload.replicas))
      if card.service == nil { card.service = service }
      cards[id] = card
    }
  }

  // MARK: Links

  private mutating func foldEdges() -> [GraphLink] {
    var links: [LinkID: GraphLink] = [:]
    for edge in snapshot.edges {
      guard let source = cardOfNode[edge.source], let target = cardOfNode[edge.target] else { continue }
      let isTCP = edge.protocol == .tcp
      if source == target {
        if nodes[edge.source]?.kind == .service {
          addShare(edge, to: source)
        } else if !isTCP {
          cards[source]?.selfRate += edge.rate
        }
        continue
      }
      if nodes[edge.target]?.kind == .workload || nodes[edge.target]?.kind == .app { addShare(edge, to: target) }
      let id = LinkID(source: source, target: target)
      var link =
        links[id]
        ?? GraphLink(
          id: id, parts: [], protocols: [], rate: 0, errorRate: 0, byteRate: 0, responses: [:], health: Health(.na))
      link.add(edge)
      links[id] = link
      for (key, rate) in edge.responses { cards[target]?.responses[key, default: 0] += rate }
    }
    var sent: [CardID: (requests: Double, bytes: Double)] = [:]
    for link in links.values {
      sent[link.id.source, default: (0, 0)].requests += link.rate
      sent[link.id.source, default: (0, 0)].bytes += link.byteRate
    }
    return links.values.map { link in
      var link = link
      let total = sent[link.id.source] ?? (0, 0)
      if link.rate > 0 {
        link.percentOfSource = link.rate / total.requests * 100
      } else if link.byteRate > 0 {
        link.percentOfSource = link.byteRate / total.bytes * 100
      }
      return link
    }.sorted { $0.id < $1.id }
  }

  /// Traffic that reaches a version of a card.
  private mutating func addShare(_ edge: MeshEdge, to id: CardID) {
    guard var card = cards[id], let row = card.rows.firstIndex(where: { $0.node == edge.target }) else { return }
    if edge.protocol == .tcp {
      card.rows[row].byteRate += edge.rate
    } else {
      let errors = card.rows[row].rate * (card.rows[row].percentError ?? 0) / 100 + edge.errorRate
      card.rows[row].rate += edge.rate
      if card.rows[row].rate > 0 { card.rows[row].percentError = errors / card.rows[row].rate * 100 }
    }
    if let weight = edge.configuredWeight { card.rows[row].configured = weight }
    if let latency = edge.latency { card.rows[row].latency = latency }
    cards[id] = card
  }

  // MARK: Finish

  private mutating func finishCards() {
    for (id, card) in cards { cards[id] = finished(card) }
  }

  private func finished(_ card: GraphCard) -> GraphCard {
    var card = card
    let service = card.serviceNode.flatMap { nodes[$0] }
    let members = card.rows.compactMap { $0.node.flatMap { nodes[$0] } }
    card.inbound = service?.inbound ?? members.reduce(RequestTotals()) { $0 + $1.inbound }
    card.outbound =
      card.kind == .service || card.kind == .workload
      ? members.reduce(RequestTotals()) { $0 + $1.outbound } : service?.outbound ?? RequestTotals()
    card.latency = service?.latency ?? slowest(members.compactMap(\.latency))
    card.health = health(of: card, service: service)
    card.badges = Badge.allCases.filter { badge in
      service?.badges.contains(badge) ?? false || members.contains { $0.badges.contains(badge) }
    }
    completeRows(&card)
    for i in card.rows.indices where !troubled.isEmpty {
      guard let workload = card.rows[i].workload,
        let proxies = troubled[Place(namespace: card.namespace, workload: workload)]
      else { continue }
      card.rows[i].isUnread = proxies.allSatisfy(\.isFailing)
      card.unread += proxies.filter(\.isFailing)
    }
    return card
  }

  private func completeRows(_ card: inout GraphCard) {
    for i in card.rows.indices where card.rows[i].isIdle {
      // A root, or a snapshot without service nodes: the workload's own sums are all there is.
      guard let node = card.rows[i].node.flatMap({ nodes[$0] }) else { continue }
      let sums = node.inbound.isZero && card.inbound.isZero ? node.outbound : node.inbound
      card.rows[i].rate = sums.rate
      card.rows[i].byteRate = sums.bytesPerSecond
      card.rows[i].percentError = sums.percentError
    }
    let total = card.rows.reduce(0) { $0 + $1.rate }
    let bytes = card.rows.reduce(0) { $0 + $1.byteRate }
    for i in card.rows.indices {
      if total > 0 {
        card.rows[i].observed = card.rows[i].rate / total * 100
      } else if bytes > 0 {
        card.rows[i].observed = card.rows[i].byteRate / bytes * 100
      }
    }
    card.rows.sort { VersionOrder.precedes($0.label, $1.label, tie: ($0.workload ?? "") < ($1.workload ?? "")) }
  }

  /// The worst of the members; a version scaled to zero on purpose does not make the others unready.
  private func health(of card: GraphCard, service: MeshNode?) -> Health {
    let all = (service.map { [$0.health] } ?? []) + card.rows.map(\.health)
    let running = all.filter { $0.status != .notReady }
    return (running.isEmpty ? all : running).reduce(Health(.na)) { $0.worse($1) }
  }

  private func slowest(_ latencies: [Latency]) -> Latency? {
    latencies.max { ($0.p95 ?? 0) < ($1.p95 ?? 0) }
  }
}
