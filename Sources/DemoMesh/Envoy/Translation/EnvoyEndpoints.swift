import Documents
import MeshModel
import TrafficConfig

/// The endpoints of a cluster, written into the cluster itself.
struct EnvoyEndpoints {
  /// A pod behind a service.
  struct Endpoint {
    var workload: WorkloadInfo
    var pod: PodInfo
    var labels: [String: String]

    init(workload: WorkloadInfo, pod: PodInfo) {
      self.workload = workload
      self.pod = pod
      labels = pod.labels.isEmpty ? workload.labels : pod.labels
    }
  }

  let scope: EnvoyScope
  let service: ServiceInfo
  /// Those ready to serve, in the order of workloads and pods.
  let endpoints: [Endpoint]

  init(scope: EnvoyScope, service: ServiceInfo, subset: Subset?) {
    self.scope = scope
    self.service = service
    endpoints = scope.configuration.workloads
      .filter { $0.id.namespace == service.id.namespace && $0.id.cluster == service.id.cluster }
      .flatMap { workload in workload.pods.map { Endpoint(workload: workload, pod: $0) } }
      .filter { $0.pod.isReady && service.selects($0.labels) && subset?.selects($0.labels) ?? true }
  }

  /// The SPIFFE names that the servers may have; sorted.
  ///
  /// All those of the service: a subset without pods asks for the same names.
  func principals() -> [String] {
    let all = EnvoyEndpoints(scope: scope, service: service, subset: nil).endpoints
    return Set(all.map { EnvoyNode(role: .sidecar, workload: $0.workload, pod: $0.pod).principal }).sorted()
  }

  /// The load assignment.
  ///
  /// - Parameter locality: the setting in effect, and whether ejected endpoints are known, which failover needs.
  func loadAssignment(
    cluster: String, port: Int, locality setting: JSONValue?, hasOutlierDetection: Bool
  ) -> JSONValue {
    let groups = localities(setting: setting, hasOutlierDetection: hasOutlierDetection).map { group -> JSONValue in
      EnvoyJSON.fields([
        "locality": group.locality?.json,
        "lb_endpoints": .array(group.endpoints.map { json(of: $0, port: port) }),
        "load_balancing_weight": JSONValue(group.weight),
        "priority": group.priority == 0 ? nil : JSONValue(group.priority),
      ])
    }
    return ["cluster_name": .string(cluster), "endpoints": .array(groups)]
  }

  private func json(of endpoint: Endpoint, port: Int) -> JSONValue {
    let identity = WorkloadIdentity(endpoint.workload, podLabels: endpoint.labels)
    let packed = [
      identity.workload, identity.namespace, identity.canonicalService, identity.canonicalRevision, identity.cluster,
    ]
    let tls: JSONValue? = speaksMutualTLS(endpoint) ? ["tlsMode": "istio"] : nil
    return [
      "endpoint": ["address": EnvoyJSON.address(endpoint.pod.ip, port)],
      "metadata": [
        "filter_metadata": EnvoyJSON.fields([
          "istio": ["workload": .string(packed.joined(separator: ";"))],
          "envoy.transport_socket_match": tls,
          EnvoyMetrics.endpointNamespace: EnvoyMetrics.endpointMetadata(identity),
        ])
      ],
      "load_balancing_weight": 1,
    ]
  }

  /// Sidecars do; a gateway's own ports are for clients without a proxy.
  private func speaksMutualTLS(_ endpoint: Endpoint) -> Bool {
    scope.options.isMutualTLS && endpoint.pod.hasProxy && endpoint.workload.id != scope.options.gateway.workload.id
  }

  // MARK: Localities

  private struct Group {
    var locality: EnvoyLocality?
    var endpoints: [Endpoint]
    var weight: Int
    var priority = 0
  }

  /// The endpoints by locality, with weights and priorities as `localityLbSetting` asks for.
  private func localities(setting: JSONValue?, hasOutlierDetection: Bool) -> [Group] {
    var groups: [Group] = []
    for endpoint in endpoints {
      let locality = EnvoyLocality(labels: endpoint.labels)
      if let index = groups.firstIndex(where: { $0.locality == locality }) {
        groups[index].endpoints.append(endpoint)
        groups[index].weight += 1
      } else {
        groups.append(Group(locality: locality, endpoints: [endpoint], weight: 1))
      }
    }
    groups.sort { a, b in
      guard let one = a.locality, let other = b.locality else { return a.locality != nil && b.locality == nil }
      return one < other
    }
    guard setting?["enabled"]?.bool != false else { return groups }
    let own = EnvoyLocality(labels: scope.labels)
    if let setting, let distribution = own.flatMap({ Self.distribution(in: setting, from: $0) }) {
      return Self.distributed(groups, distribution)
    }
    guard hasOutlierDetection else { return groups }
    if let labels = setting?["failoverPriority"]?.strings, !labels.isEmpty {
      return prioritised(groups.flatMap { group in group.endpoints.map { (group.locality, $0) } }) { _, endpoint in
        labels.count - matching(labels, endpoint)
      }
    }
    guard let own else { return groups }
    let failover = setting?["failover"]?.array ?? []
    return prioritised(groups.flatMap { group in group.endpoints.map { (group.locality, $0) } }) { locality, _ in
      guard let locality else { return 4 }
      let distance = own.distance(to: locality)
      guard distance == 3, !failover.isEmpty else { return distance }
      let isNext = failover.contains { $0["from"]?.string == own.region && $0["to"]?.string == locality.region }
      return isNext ? 3 : 4
    }
  }

  private static func distribution(in setting: JSONValue, from own: EnvoyLocality) -> [(String, Int)]? {
    guard let entry = setting["distribute"]?.array?.first(where: { own.matches($0["from"]?.string ?? "") }) else {
      return nil
    }
    let shares = entry["to"]?.object?.map { ($0.key, $0.value.int ?? 0) } ?? []
    return shares.sorted { $0.0 < $1.0 }
  }

  /// Each share goes to the localities that its pattern covers, by the number of their endpoints; the rest gets none.
  private static func distributed(_ groups: [Group], _ shares: [(pattern: String, weight: Int)]) -> [Group] {
    var result: [Group] = []
    var rest = groups
    for share in shares {
      let chosen = rest.filter { $0.locality?.matches(share.pattern) ?? false }
      rest.removeAll { $0.locality?.matches(share.pattern) ?? false }
      let count = chosen.reduce(0) { $0 + $1.endpoints.count }
      for group in chosen {
        var group = group
        group.weight = max(1, share.weight * group.endpoints.count / count)
        result.append(group)
      }
    }
    return result
  }

  /// How many labels in a row, from the first, the endpoint has in common with the proxy; `key=value` asks for a value.
  private func matching(_ labels: [String], _ endpoint: Endpoint) -> Int {
    labels.prefix { entry in
      let parts = entry.split(separator: "=", maxSplits: 1).map(String.init)
      let value = endpoint.labels[parts[0]]
      return parts.count > 1 ? value == parts[1] : value == scope.labels[parts[0]]
    }.count
  }

  /// Groups by locality and rank; the ranks in use become priorities without gaps, as Envoy wants them.
  private func prioritised(
    _ members: [(locality: EnvoyLocality?, endpoint: Endpoint)], rank: (EnvoyLocality?, Endpoint) -> Int
  ) -> [Group] {
    let ranks = members.map { rank($0.locality, $0.endpoint) }
    let used = Set(ranks).sorted()
    var groups: [Group] = []
    for (member, rank) in zip(members, ranks) {
      let priority = used.firstIndex(of: rank) ?? 0
      if let index = groups.firstIndex(where: { $0.locality == member.locality && $0.priority == priority }) {
        groups[index].endpoints.append(member.endpoint)
        groups[index].weight += 1
      } else {
        groups.append(
          Group(locality: member.locality, endpoints: [member.endpoint], weight: 1, priority: priority))
      }
    }
    return groups
  }
}
