import MeshModel
import TrafficConfig

/// What share the VirtualServices give to versions without traffic, whose edges a snapshot does not have.
///
/// Reading routes is work, configuration changes seldom: what was read is kept until an object changes.
struct ConfiguredWeights: Sendable {
  private var signature: [String] = []
  /// Hosts that some VirtualService claims, with its number of routes that forward.
  private var hosts: [String: Int] = [:]
  private var percents: [ServiceID: [WorkloadID: Double]] = [:]

  /// Completes the rows of cards with several versions, and marks those whose traffic does not follow the weights.
  mutating func fill(_ model: inout GraphModel, from configuration: MeshConfiguration, windowSeconds: Double) {
    refresh(configuration)
    complete(&model, configuration)
    for i in model.cards.indices where model.cards[i].hasConfiguredSplit {
      guard let service = model.cards[i].service, hosts[service.host(domain: configuration.domain)] ?? 1 == 1 else {
        continue
      }
      model.cards[i].isOffWeights =
        SplitReading(model.cards[i], windowSeconds: windowSeconds)?.disagrees ?? false
    }
  }

  private mutating func complete(_ model: inout GraphModel, _ configuration: MeshConfiguration) {
    for i in model.cards.indices {
      guard let service = model.cards[i].service, model.cards[i].rows.count > 1,
        model.cards[i].rows.contains(where: { $0.configured == nil }),
        hosts[service.host(domain: configuration.domain)] != nil
      else { continue }
      let weights = percents(of: service, configuration)
      for row in model.cards[i].rows.indices where model.cards[i].rows[row].configured == nil {
        guard let name = model.cards[i].rows[row].workload else { continue }
        model.cards[i].rows[row].configured =
          weights[WorkloadID(cluster: service.cluster, namespace: service.namespace, name: name)]
      }
    }
  }

  private mutating func refresh(_ configuration: MeshConfiguration) {
    let now =
      configuration.virtualServices.map { "\($0.reference) \($0.resourceVersion ?? "")" }
      + configuration.destinationRules.map { "\($0.reference) \($0.resourceVersion ?? "")" }
    guard now != signature else { return }
    signature = now
    percents = [:]
    hosts = [:]
    for object in configuration.virtualServices {
      let routes = object.http.count { !$0.destinations.isEmpty }
      for host in object.hosts {
        // The oldest comes first and is the one in effect.
        let name = HostName.fqdn(host, namespace: object.namespace, domain: configuration.domain)
        if hosts[name] == nil { hosts[name] = routes }
      }
    }
  }

  /// By the route on the mesh that takes everybody's requests.
  private mutating func percents(
    of service: ServiceID, _ configuration: MeshConfiguration
  ) -> [WorkloadID: Double] {
    if let known = percents[service] { return known }
    var found: [WorkloadID: Double] = [:]
    let split = configuration.splits(ofService: service).first {
      $0.location != nil && $0.isOnMesh && $0.isCatchAll && $0.rows.contains(where: \.isInRoute)
    }
    for row in split?.rows ?? [] where row.workloads.count == 1 {
      found[row.workloads[0], default: 0] += row.percent
    }
    percents[service] = found
    return found
  }
}
