import MeshModel

/// Builds a made-up mesh in steps: services layer by layer, calls between them, then deployments.
struct SyntheticBuilder {
  /// A service before it has deployments.
  private struct Draft {
    var id: ServiceID
    var layer: SyntheticNames.Layer
    var port: ServicePort
    var `protocol`: TrafficProtocol
    /// Indices of the services that it calls, with the chance of each.
    var calls: [(service: Int, probability: Double)] = []
    var callers = 0
  }

  private var random: RandomSource
  private var names = SyntheticNames()
  private let count: Int
  private var drafts: [Draft] = []
  /// The services below the edge, by popularity and once more for each caller; all, and those of a namespace.
  private var urn: [Int] = []
  private var urnsByNamespace: [String: [Int]] = [:]

  init(count: Int, seed: UInt64) {
    self.count = count
    random = RandomSource(seed: seed)
  }

  mutating func build() -> MeshTopology {
    makeDrafts()
    connect()
    adoptOrphans()
    let services = drafts.map { draft in
      DemoService(
        id: draft.id, labels: ["app": draft.id.name], ports: [draft.port], selector: ["app": draft.id.name])
    }
    return MeshTopology(
      name: "synthetic:\(count)", services: services, workloads: drafts.indices.flatMap { deployments(of: $0) },
      entries: entries())
  }

  // MARK: Services

  private mutating func makeDrafts() {
    let edges = max(1, count / 12)
    let stores = count * 3 / 10
    let namespaces = SyntheticNames.domains.prefix(max(1, min(SyntheticNames.domains.count, (count + 9) / 10)))
    let weights = namespaces.indices.map { 1 / (Double($0) + 3) }
    for index in 0..<count {
      let layer: SyntheticNames.Layer = index < edges ? .edge : index < count - stores ? .middle : .data
      let namespace = namespaces[random.weighted(weights)]
      let name = names.name(in: namespace, layer: layer, random: &random)
      let (port, traffic) = makePort(layer)
      drafts.append(
        Draft(id: ServiceID(namespace: namespace, name: name), layer: layer, port: port, protocol: traffic))
    }
  }

  private mutating func makePort(_ layer: SyntheticNames.Layer) -> (ServicePort, TrafficProtocol) {
    switch layer {
    case .middle where random.chance(0.25):
      (ServicePort(name: "grpc", number: 9090, targetPort: 9090), .grpc)
    case .data where random.chance(0.3):
      random.chance(0.5)
        ? (ServicePort(name: "tcp-postgres", number: 5432, targetPort: 5432), .tcp)
        : (ServicePort(name: "tcp-redis", number: 6379, targetPort: 6379), .tcp)
    default:
      (ServicePort(name: "http", number: 8080, targetPort: 8080), .http)
    }
  }

  // MARK: Calls

  private mutating func connect() {
    guard let first = drafts.firstIndex(where: { $0.layer != .edge }) else { return }
    for index in first..<drafts.count {
      // Some are born popular, such as what checks tokens: one in k is k times as likely to be called.
      for _ in 0..<min(40, Int(1 / (1 - random.unit()))) { addToUrns(index) }
    }
    for index in drafts.indices where drafts[index].layer != .data {
      let isEdge = drafts[index].layer == .edge
      let wanted = 1 + random.index(below: isEdge ? 4 : 3)
      for _ in 0..<wanted {
        guard let chosen = chooseCallee(above: max(index, first - 1), near: drafts[index].id.namespace) else {
          continue
        }
        guard !drafts[index].calls.contains(where: { $0.service == chosen }) else { continue }
        // Below the edge less than one call a request on average, so that a request does not become an avalanche.
        let probability = isEdge ? 0.6 + 0.4 * random.unit() : 0.9 / Double(wanted)
        drafts[index].calls.append((chosen, probability))
        drafts[chosen].callers += 1
        addToUrns(chosen)
      }
    }
  }

  /// Preferential attachment: who is in an urn more often is drawn more often.
  private mutating func addToUrns(_ index: Int) {
    urn.append(index)
    urnsByNamespace[drafts[index].id.namespace, default: []].append(index)
  }

  /// A service with an index above `index`: calls go down only, so there are no circles.
  private mutating func chooseCallee(above index: Int, near namespace: String) -> Int? {
    guard index + 1 < drafts.count else { return nil }
    for _ in 0..<30 {
      let near = urnsByNamespace[namespace] ?? []
      let isNear = !near.isEmpty && random.chance(0.45)
      let drawn = isNear ? near[random.index(below: near.count)] : urn[random.index(below: urn.count)]
      if drawn > index { return drawn }
    }
    return index + 1 + random.index(below: drafts.count - index - 1)
  }

  /// Gives every service below the edge a caller, of its own namespace if one is soon found.
  private mutating func adoptOrphans() {
    for index in drafts.indices.dropFirst() where drafts[index].layer != .edge && drafts[index].callers == 0 {
      var caller = 0
      for _ in 0..<12 {
        let drawn = random.index(below: index)
        guard drafts[drawn].layer != .data else { continue }
        caller = drawn
        if drafts[drawn].id.namespace == drafts[index].id.namespace { break }
      }
      drafts[caller].calls.append((index, 0.15))
      drafts[index].callers += 1
    }
  }

  // MARK: Deployments

  private mutating func deployments(of index: Int) -> [DemoWorkload] {
    let draft = drafts[index]
    let draw = random.unit()
    let versions = draft.protocol == .tcp ? 1 : draw < 0.07 ? 3 : draw < 0.25 ? 2 : 1
    let median = (draft.layer == .data ? 1 : 2) + 12 * random.unit() * random.unit()
    // A few services have an error now and then, a very few are in trouble.
    let trouble = random.unit()
    let errorRate = trouble < 0.03 ? 0.04 : trouble < 0.12 ? 0.004 : 0
    let stages = stages(of: draft)
    return (1...versions).map { version in
      let name = draft.id.name
      let replicas = 1 + (draft.callers > 4 ? 1 : 0) + (random.chance(0.4) ? 1 : 0)
      return DemoWorkload(
        id: WorkloadID(namespace: draft.id.namespace, name: "\(name)-v\(version)"),
        labels: ["app": name, "version": "v\(version)"], serviceAccount: name, replicas: replicas,
        port: draft.port.targetPort,
        behaviour: WorkloadBehaviour(
          serviceTime: .milliseconds(median * (1 + 0.15 * Double(version - 1)), spread: 0.25 + 0.35 * random.unit()),
          stages: stages, errorRate: errorRate, errorStatus: random.chance(0.5) ? 500 : 503,
          responseBytes: 300 + random.index(below: 4000)))
    }
  }

  /// Up to two stages of calls.
  private func stages(of draft: Draft) -> [CallStage] {
    let calls = draft.calls.map { call in
      let target = drafts[call.service]
      let host =
        target.id.namespace == draft.id.namespace ? target.id.name : "\(target.id.name).\(target.id.namespace)"
      return CallSpec(
        host: host, port: target.port.number,
        path: target.protocol == .grpc ? "/\(target.id.namespace).v1/\(target.id.name)" : "/\(target.id.name)",
        method: target.protocol == .grpc ? "POST" : "GET", probability: call.probability, protocol: target.protocol,
        isRequired: target.layer == .data)
    }
    let half = (calls.count + 1) / 2
    return [Array(calls.prefix(half)), Array(calls.dropFirst(half))].filter { !$0.isEmpty }.map(CallStage.init)
  }

  private func entries() -> [EntryLoad] {
    drafts.enumerated().filter { $0.element.layer == .edge }.map { index, draft in
      EntryLoad(
        host: "\(draft.id.namespace).example.com", path: "/\(draft.id.namespace)/\(draft.id.name)",
        headers: ["user-agent": "vigla-demo"], share: 1 / (Double(index) + 2), service: draft.id,
        port: draft.port.number)
    }
  }
}
