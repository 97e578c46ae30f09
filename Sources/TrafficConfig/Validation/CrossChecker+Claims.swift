import Documents
import MeshModel

/// Routes that go by what a token says: the gateway has to check the token first.
extension CrossChecker {
  /// Each gateway of a route by claims needs a RequestAuthentication for its pods.
  mutating func checkClaims(_ object: VirtualService) {
    guard context.workloads, configuration.listedKinds.contains("RequestAuthentication") else { return }
    var seen: Set<String> = []
    for (routeIndex, route) in (object.spec["http"]?.array ?? []).enumerated() {
      for (matchIndex, match) in (route["match"]?.array ?? []).enumerated() {
        for field in ["headers", "withoutHeaders"] {
          guard let key = match[field]?.object?.keys.first(where: Self.isClaim) else { continue }
          let own = match["gateways"]?.strings ?? []
          let names = (own.isEmpty ? object.gateways : own).map { VirtualService.gatewayName($0, in: object.namespace) }
          for name in names where name != VirtualService.mesh {
            guard let gateway = configuration.gateway(named: name), let pod = unauthenticatedPod(of: gateway),
              seen.insert(name).inserted
            else { continue }
            add(
              "IST0149", .error, object.reference, "spec.http[\(routeIndex)].match[\(matchIndex)].\(field)",
              "The route goes by the claim \(key), but no RequestAuthentication is for the pod \(pod) of the gateway "
                + "\(name): without one the gateway checks no token, and the claim never matches.")
          }
        }
      }
    }
  }

  /// `@request.auth.claims.group` and `@request.auth.claims[group]`.
  private static func isClaim(_ header: String) -> Bool {
    let name = header.lowercased()
    return name.hasPrefix("@request.auth.claims.") || name.hasPrefix("@request.auth.claims[")
  }

  /// A pod of the gateway, as `namespace/name`, that no RequestAuthentication is for; nil where all have one.
  private func unauthenticatedPod(of gateway: Gateway) -> String? {
    guard !gateway.selector.isEmpty else { return nil }
    let policies = configuration.othersByKind["RequestAuthentication"] ?? []
    for workload in configuration.workloads where Self.selects(gateway, workload) {
      let namespace = workload.id.namespace
      guard context.sees(namespace) else { continue }
      let root = configuration.rootNamespace(for: namespace)
      let candidates = policies.filter { [namespace, root].contains($0.namespace) }
      let pods = workload.pods.map { ($0.name, $0.labels) }
      for (name, labels) in pods.isEmpty ? [(workload.id.name, workload.labels)] : pods
      where gateway.selector.allSatisfy({ labels[$0.key] == $0.value })
        && !candidates.contains(where: { Self.isFor($0, labels, in: namespace) })
      { return "\(namespace)/\(name)" }
    }
    return nil
  }

  /// A policy is for the pods that it selects, or for those of the gateway that it is bound to.
  private static func isFor(_ policy: OtherObject, _ labels: [String: String], in namespace: String) -> Bool {
    if policy.targets.isEmpty { return policy.selects(labels) }
    guard policy.namespace == namespace, let name = labels[gatewayNameLabel] else { return false }
    return policy.targets.contains { $0["kind"]?.string == "Gateway" && $0["name"]?.string == name }
  }

  /// The label of pods that Istio makes of a Gateway of the Gateway API.
  static let gatewayNameLabel = "gateway.networking.k8s.io/gateway-name"
}
