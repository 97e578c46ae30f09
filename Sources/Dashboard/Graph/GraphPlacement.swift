import MeshModel
import Texts

/// Sorts a snapshot's nodes, services and workloads onto cards.
struct GraphPlacement {
  private let snapshot: MeshSnapshot
  /// The namespaces asked for; nil means all.
  private let namespaces: Set<String>?
  private var plans: [CardID: GraphPlan.CardPlan] = [:]
  /// The cards of nodes by the nodes' numbers.
  private(set) var cardOfNode: [CardID?]
  /// The nodes' places in the snapshot.
  let numberOfNode: [NodeID: Int]
  private var workloads: [WorkloadID: WorkloadInfo] = [:]
  /// The services whose selector picks a workload.
  private var servicesOfWorkload: [WorkloadID: [ServiceID]] = [:]

  init(_ snapshot: MeshSnapshot, namespaces: Set<String>?) {
    self.snapshot = snapshot
    self.namespaces = namespaces
    cardOfNode = Array(repeating: nil, count: snapshot.nodes.count)
    numberOfNode = Dictionary(snapshot.nodes.enumerated().map { ($0.element.id, $0.offset) }) { $1 }
    indexWorkloads()
    placeNodes()
    countPods()
    addIdleVersions()
  }

  /// The cards without figures, sorted.
  func cards() -> [GraphPlan.CardPlan] {
    plans.values.map(sorted).sorted { $0.card.id < $1.card.id }
  }

  private func sorted(_ plan: GraphPlan.CardPlan) -> GraphPlan.CardPlan {
    var plan = plan
    let rows = plan.card.rows
    let order = rows.indices.sorted { a, b in
      VersionOrder.precedes(
        rows[a].label, rows[b].label, tie: (rows[a].workload ?? "", a) < (rows[b].workload ?? "", b))
    }
    plan.card.rows = order.map { rows[$0] }
    plan.rowNodes = order.map { plan.rowNodes[$0] }
    return plan
  }

  private mutating func indexWorkloads() {
    struct LabelKey: Hashable {
      var cluster: String
      var namespace: String
      var key: String
      var value: String
    }
    // By label, so that a service looks only at workloads that have one of its labels; of the labels, those that some
    // service asks for.
    var byLabel: [LabelKey: [WorkloadInfo]] = [:]
    let asked = Set(snapshot.services.compactMap { Self.askedLabel(of: $0)?.key })
    workloads.reserveCapacity(snapshot.workloads.count)
    for workload in snapshot.workloads {
      workloads[workload.id] = workload
      for key in asked {
        guard let value = workload.labels[key] else { continue }
        let label = LabelKey(cluster: workload.id.cluster, namespace: workload.id.namespace, key: key, value: value)
        byLabel[label, default: []].append(workload)
      }
    }
    for service in snapshot.services.sorted(by: { $0.id < $1.id }) {
      guard let (key, value) = Self.askedLabel(of: service) else { continue }
      let label = LabelKey(cluster: service.id.cluster, namespace: service.id.namespace, key: key, value: value)
      for workload in byLabel[label] ?? [] where service.selects(workload.labels) {
        servicesOfWorkload[workload.id, default: []].append(service.id)
      }
    }
  }

  /// The label by which the workloads of a service are found.
  private static func askedLabel(of service: ServiceInfo) -> (key: String, value: String)? {
    service.selector.min { $0.key < $1.key }
  }

  /// The services behind which traffic reaches a node, by that node.
  private func servicesSeen() -> [NodeID: [ServiceID]] {
    var seen: [NodeID: [ServiceID]] = [:]
    for edge in snapshot.edges {
      guard let number = numberOfNode[edge.source], snapshot.nodes[number].kind == .service else { continue }
      let source = snapshot.nodes[number]
      guard let name = source.service else { continue }
      seen[edge.target, default: []].append(
        ServiceID(cluster: source.cluster, namespace: source.namespace, name: name))
    }
    return seen
  }

  /// Services first, so that workloads find their card; then the rest.
  private mutating func placeNodes() {
    // Needed of workloads alone that no service selects, which are few or none.
    var seen: [NodeID: [ServiceID]]?
    for (number, node) in snapshot.nodes.enumerated() {
      if node.kind == .service || node.kind == .serviceEntry || node.kind == .unknown {
        place(standalone: node, number)
      }
    }
    for (number, node) in snapshot.nodes.enumerated() where node.kind == .workload || node.kind == .app {
      let info = node.workload.flatMap {
        workloads[WorkloadID(cluster: node.cluster, namespace: node.namespace, name: $0)]
      }
      var candidates = info.flatMap { servicesOfWorkload[$0.id] } ?? []
      if candidates.isEmpty {
        let all = seen ?? servicesSeen()
        seen = all
        candidates = all[node.id] ?? []
      }
      place(workload: node, number, info, candidates: candidates)
    }
  }

  private mutating func place(standalone node: MeshNode, _ number: Int) {
    let kind: GraphCard.Kind
    switch node.kind {
    case .serviceEntry: kind = .serviceEntry
    case .unknown: kind = .unknown
    default:
      let isEgress = node.service == "PassthroughCluster" || node.service == "BlackHoleCluster"
      kind = isEgress ? .egress : .service
    }
    let name = kind == .unknown ? tr("unknown source") : node.name
    let id =
      kind == .service
      ? CardID(cluster: node.cluster, namespace: node.namespace, name: node.name) : CardID(node.id.text)
    var plan = plans[id] ?? GraphPlan.CardPlan(card: newCard(id, kind: kind, title: name, of: node))
    plan.serviceNode = number
    plan.card.serviceNode = node.id
    if kind == .service {
      plan.card.service = ServiceID(cluster: node.cluster, namespace: node.namespace, name: node.name)
    }
    plans[id] = plan
    cardOfNode[number] = id
  }

  private mutating func place(
    workload node: MeshNode, _ number: Int, _ info: WorkloadInfo?, candidates: [ServiceID]
  ) {
    let service = primaryService(among: candidates, app: node.app, workload: node.workload)
    let title = service?.name ?? node.app ?? node.workload ?? node.name
    let id = CardID(cluster: node.cluster, namespace: node.namespace, name: title)
    var plan =
      plans[id]
      ?? GraphPlan.CardPlan(
        card: newCard(id, kind: service == nil ? .workload : .service, title: title, of: node))
    if plan.card.service == nil { plan.card.service = service }
    if let role = info?.labels["istio"], node.workload == "istio-" + role { plan.card.isGateway = true }
    plan.card.rows.append(
      CardRow(
        label: rowLabel(version: node.version, workload: node.workload, title: title), workload: node.workload,
        version: node.version, node: node.id, rate: 0, byteRate: 0, health: Health(.na), replicas: info?.replicas))
    plan.rowNodes.append(number)
    plans[id] = plan
    cardOfNode[number] = id
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
        plans[CardID(cluster: service.cluster, namespace: service.namespace, name: service.name)]?.card.pods +=
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
      guard var plan = plans[id], !plan.card.rows.contains(where: { $0.workload == workload.id.name }) else { continue }
      plan.card.rows.append(
        CardRow(
          label: rowLabel(version: workload.version, workload: workload.id.name, title: plan.card.title),
          workload: workload.id.name, version: workload.version, rate: 0, byteRate: 0,
          health: Health(workload.replicas?.desired == 0 ? .notReady : .idle), replicas: workload.replicas))
      plan.rowNodes.append(-1)
      if plan.card.service == nil { plan.card.service = service }
      plans[id] = plan
    }
  }
}
