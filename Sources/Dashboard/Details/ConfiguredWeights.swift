import MeshModel
import TrafficConfig

/// What share the VirtualServices give to versions without traffic, whose edges a snapshot does not have, and since when.
///
/// Reading routes is work, configuration changes seldom: what was read is kept until an object changes.
struct ConfiguredWeights: Sendable {
  /// What is known of an object: a change of it is a change of the weights of its hosts.
  private struct Known: Hashable {
    var version: String?
    var hosts: [String]
  }

  /// Nil before the first look, which tells nothing of when things changed.
  private var objects: [ObjectReference: Known]?
  /// Hosts that some VirtualService claims.
  private var routed: Set<String> = []
  /// When an object for a host was seen to change, in seconds since 1970.
  private var changes: [String: Double] = [:]
  private var percents: [ServiceID: [WorkloadID: Double]] = [:]
  private var mirroring = Mirroring()

  /// Completes the rows of cards with several versions, and marks those whose traffic does not follow the weights.
  mutating func fill(_ model: inout GraphModel, from view: MeshView) {
    let configuration = view.configuration
    refresh(configuration, at: view.snapshot.timestamp)
    complete(&model, configuration)
    mirroring.mark(&model, configuration)
    for i in model.cards.indices where model.cards[i].hasConfiguredSplit {
      guard let service = model.cards[i].service else { continue }
      let host = service.host(domain: configuration.domain)
      countAnew(&model.cards[i], host: host, view.snapshot)
      model.cards[i].isOffWeights =
        SplitReading(model.cards[i], windowSeconds: view.snapshot.windowSeconds)?.disagrees ?? false
    }
  }

  /// Where the window reaches back across a change of the weights, only the requests after it are compared with them,
  /// and shown as the split as soon as there are enough.
  private func countAnew(_ card: inout GraphCard, host: String, _ snapshot: MeshSnapshot) {
    guard let changed = changes[host] else { return }
    let start = changed + SplitCount.settling
    guard start > snapshot.timestamp - snapshot.windowSeconds else { return }
    var count = SplitCount(versions: card.rows.count, since: start)
    count.add(card.rows.map { card.points(of: $0, in: snapshot) })
    card.weightsChanged = changed
    for (i, requests) in count.counts.enumerated() {
      card.rows[i].counted = requests
      if !card.rows[i].isCopies, count.total >= SplitAgreement.leastRequests {
        card.rows[i].observed = requests / count.total * 100
      }
    }
  }

  private mutating func complete(_ model: inout GraphModel, _ configuration: MeshConfiguration) {
    for i in model.cards.indices {
      guard let service = model.cards[i].service, model.cards[i].rows.count > 1,
        model.cards[i].rows.contains(where: { $0.configured == nil }),
        routed.contains(service.host(domain: configuration.domain))
      else { continue }
      let weights = percents(of: service, configuration)
      for row in model.cards[i].rows.indices where model.cards[i].rows[row].configured == nil {
        guard let name = model.cards[i].rows[row].workload else { continue }
        model.cards[i].rows[row].configured =
          weights[WorkloadID(cluster: service.cluster, namespace: service.namespace, name: name)]
      }
    }
  }

  private mutating func refresh(_ configuration: MeshConfiguration, at time: Double) {
    func full(_ hosts: [String], _ namespace: String) -> [String] {
      hosts.map { HostName.fqdn($0, namespace: namespace, domain: configuration.domain) }
    }
    var new: [ObjectReference: Known] = [:]
    for object in configuration.virtualServices {
      new[object.reference] = Known(version: object.resourceVersion, hosts: full(object.hosts, object.namespace))
    }
    for object in configuration.destinationRules {
      let hosts = full([object.host], object.reference.namespace)
      new[object.reference] = Known(version: object.resourceVersion, hosts: hosts)
    }
    guard new != objects else { return }
    if let old = objects {
      for reference in Set(old.keys).union(new.keys) where old[reference] != new[reference] {
        for host in (old[reference]?.hosts ?? []) + (new[reference]?.hosts ?? []) { changes[host] = time }
      }
    }
    objects = new
    percents = [:]
    mirroring = Mirroring(configuration)
    routed = Set(configuration.virtualServices.flatMap { new[$0.reference]?.hosts ?? [] })
  }

  /// By the one split that all of the service's routes have.
  private mutating func percents(
    of service: ServiceID, _ configuration: MeshConfiguration
  ) -> [WorkloadID: Double] {
    if let known = percents[service] { return known }
    var found: [WorkloadID: Double] = [:]
    for row in configuration.commonSplit(ofService: service)?.rows ?? [] where row.workloads.count == 1 {
      found[row.workloads[0], default: 0] += row.percent
    }
    percents[service] = found
    return found
  }
}
