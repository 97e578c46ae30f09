import Documents
import MeshModel

/// What does nothing in ambient mode: ztunnel carries connections and knows nothing of HTTP, so rules about requests need
/// a waypoint, and a waypoint goes by the rules of its services' namespace. After Kiali's checks of ambient policies.
extension CrossChecker {
  /// A host whose service's pods are in ambient mode.
  private struct AmbientTarget {
    var path: String
    var service: ServiceInfo
  }

  /// Whether a namespace's pods are in ambient mode, as Istio's analyzers tell: an injected sidecar comes first.
  func isAmbient(_ namespace: String) -> Bool {
    guard let info = configuration.namespaceInfo[namespace] else { return false }
    return info.isAmbient && !info.injects && (info.revision ?? "").isEmpty
  }

  /// Routes of the mesh for HTTP or TLS.
  mutating func checkAmbient(_ object: VirtualService) {
    let isSpoken = ["http", "tls"].contains { object.spec[$0]?.array?.isEmpty == false }
    guard isSpoken, object.gateways.contains(VirtualService.mesh), !configuration.namespaceInfos.isEmpty else { return }
    let hosts = object.hosts.enumerated().map { ("spec.hosts[\($0)]", $1) }
    checkAmbient(object.reference, hosts, effect: "only clients with a sidecar follow these routes")
  }

  /// Policies about requests.
  mutating func checkAmbient(_ rule: DestinationRule) {
    guard !configuration.namespaceInfos.isEmpty, Self.isAboutRequests(rule) else { return }
    checkAmbient(rule.reference, [("spec.host", rule.host)], effect: "only clients with a sidecar follow this policy")
  }

  private static func isAboutRequests(_ rule: DestinationRule) -> Bool {
    let policies = [rule.spec["trafficPolicy"]] + (rule.spec["subsets"]?.array ?? []).map { $0["trafficPolicy"] }
    let ports = policies.flatMap { $0?["portLevelSettings"]?.array ?? [] }
    return (policies.compactMap(\.self) + ports).contains { policy in
      let hash = policy["loadBalancer"]?["consistentHash"]
      return policy["connectionPool"]?["http"] != nil || policy["outlierDetection"] != nil
        || ["httpHeaderName", "httpCookie", "httpQueryParameterName"].contains { hash?[$0] != nil }
    }
  }

  private mutating func checkAmbient(
    _ object: ObjectReference, _ hosts: [(path: String, name: String)], effect: String
  ) {
    var seen: Set<ServiceID> = []
    var hasService = false
    for (path, name) in hosts {
      let host = fqdn(name, in: object.namespace)
      guard let service = configuration.service(forHost: host) else { continue }
      hasService = true
      guard isAmbient(service), seen.insert(service.id).inserted else { continue }
      check(AmbientTarget(path: path, service: service), of: object, effect: effect)
    }
    // Hosts from outside, of which the namespace's own clients would need a waypoint of it.
    guard !hasService, !hosts.isEmpty, isAmbient(object.namespace),
      configuration.namespaceInfo[object.namespace]?.waypoint == nil,
      !hosts.contains(where: { isEnrolled(entry: fqdn($0.name, in: object.namespace)) })
    else { return }
    add(
      "VIG0006", .warning, object, hosts[0].path,
      "The namespace \(object.namespace) is in ambient mode without a waypoint: \(effect). Label it, or the ServiceEntry of "
        + "the host, with istio.io/use-waypoint.")
  }

  private mutating func check(_ target: AmbientTarget, of object: ObjectReference, effect: String) {
    let service = target.service.id
    if object.namespace != service.namespace
      && !(object.kind == DestinationRule.kind && configuration.isRoot(object.namespace))
    {
      add(
        "VIG0007", .warning, object, target.path,
        "\(service) is in ambient mode, and its waypoint takes a \(object.kind) from the namespace \(service.namespace) "
          + "only, not from \(object.namespace).")
    }
    guard let waypoint = waypoint(of: target.service) else {
      add(
        "VIG0006", .warning, object, target.path,
        "\(service) is in ambient mode without a waypoint: \(effect). Label the Service or its Namespace "
          + "with istio.io/use-waypoint.")
      return
    }
    guard isMissing(waypoint: waypoint.name, in: waypoint.namespace) else { return }
    add(
      "VIG0008", .error, object, target.path,
      "The waypoint \(waypoint.namespace)/\(waypoint.name) that \(service) is to use is not there: \(effect).")
  }

  /// Not where each pod has a sidecar of its own, which takes precedence.
  private func isAmbient(_ service: ServiceInfo) -> Bool {
    guard isAmbient(service.id.namespace) else { return false }
    let pods = configuration.workloads(of: service).flatMap(\.pods)
    return pods.isEmpty || !pods.allSatisfy { $0.proxy?.isSidecar ?? false }
  }

  /// The waypoint that a service's label names, or else its namespace's.
  private func waypoint(of service: ServiceInfo) -> (name: String, namespace: String)? {
    let home = service.id.namespace
    if let own = service.waypoint {
      return own.isEmpty || own == "none" ? nil : (own, service.waypointNamespace ?? home)
    }
    guard let info = configuration.namespaceInfo[home], let name = info.waypoint, !name.isEmpty else { return nil }
    return (name, info.waypointNamespace ?? home)
  }

  /// Whether a ServiceEntry of the host has a waypoint of its own.
  private func isEnrolled(entry host: String) -> Bool {
    (configuration.othersByKind["ServiceEntry"] ?? []).contains { entry in
      guard let name = entry.document["metadata"]?["labels"]?["istio.io/use-waypoint"]?.string, name != "none" else {
        return false
      }
      return entry.spec["hosts"]?.strings.contains { HostName.matches(host, pattern: $0) } ?? false
    }
  }

  private func isMissing(waypoint name: String, in namespace: String) -> Bool {
    let listed = configuration.listedKinds
    guard context.sees(namespace), listed.contains("Deployment") || listed.contains(MeshConfiguration.kubernetesGateway)
    else { return false }
    let gateways = configuration.othersByKind["Gateway"] ?? []
    return !gateways.contains { $0.namespace == namespace && $0.reference.name == name }
      && !(configuration.workloadsByNamespace[namespace] ?? []).contains { workload in
        workload.labels[Self.gatewayNameLabel] == name
          || workload.pods.contains { $0.labels[Self.gatewayNameLabel] == name }
      }
  }

  // MARK: RequestAuthentications

  /// A waypoint takes a policy only if that is bound to it, or to a service of it.
  mutating func checkAmbient(policy: OtherObject) {
    guard isAmbient(policy.namespace) else { return }
    let workloads = configuration.workloadsByNamespace[policy.namespace] ?? []
    if policy.targets.isEmpty {
      let selected = workloads.flatMap(\.pods).filter { policy.selects($0.labels) }
      // Sidecars and gateways in an ambient namespace go by selectors as ever.
      guard policy.selector.isEmpty || !selected.isEmpty,
        !selected.contains(where: { $0.proxy.map { $0.isSidecar || $0 == .gateway } ?? false })
      else { return }
      add(
        "VIG0009", .warning, policy.reference, "spec",
        "The namespace \(policy.namespace) is in ambient mode, and waypoints do not go by selectors: without targetRefs "
          + "no proxy follows this policy.")
    }
    for (index, target) in policy.targets.enumerated() where target["kind"]?.string == "Service" {
      let id = ServiceID(namespace: policy.namespace, name: target["name"]?.string ?? "")
      guard let service = configuration.service(id), isAmbient(service) else { continue }
      let path = "spec.\(policy.spec["targetRefs"] == nil ? "targetRef" : "targetRefs[\(index)]").name"
      check(AmbientTarget(path: path, service: service), of: policy.reference, effect: "no proxy follows this policy")
    }
  }
}
