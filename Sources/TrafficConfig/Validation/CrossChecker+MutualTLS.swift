import Documents
import MeshModel

/// DestinationRules say how clients connect, PeerAuthentications what pods accept: the two have to agree. After Kiali's
/// checks of mutual TLS, with services of their own besides whole namespaces and the mesh.
extension CrossChecker {
  /// What clients of a host do, as far as a rule says it.
  private enum Sending { case plain, mutual }

  private static func sending(_ rule: DestinationRule) -> Sending? {
    let policy = rule.spec["trafficPolicy"]
    // A port with TLS settings of its own does not follow the others.
    if policy?["portLevelSettings"]?.array?.contains(where: { $0["tls"] != nil }) ?? false { return nil }
    return switch policy?["tls"]?["mode"]?.string {
    case "DISABLE": .plain
    case "ISTIO_MUTUAL", "MUTUAL": .mutual
    default: nil
    }
  }

  private var knowsPolicies: Bool { configuration.listedKinds.contains("PeerAuthentication") }

  /// How far a wildcard reaches: a namespace, or with nil the mesh. Nil for other hosts.
  private func wildcardReach(_ host: String) -> String?? {
    let domain = configuration.domain
    if ["*", "*.svc.\(domain)", "*.\(domain)", "*." + domain.split(separator: ".").suffix(1).joined()].contains(host) {
      return .some(nil)
    }
    guard host.hasPrefix("*."), host.hasSuffix(".svc.\(domain)") else { return nil }
    let namespace = host.dropFirst(2).dropLast(5 + domain.count)
    return namespace.isEmpty || namespace.contains(".") ? nil : .some(String(namespace))
  }

  /// Clients that connect in a way that the pods do not accept.
  mutating func checkMutualTLS(_ rule: DestinationRule) {
    checkHidden(rule)
    guard knowsPolicies, let sending = Self.sending(rule) else { return }
    let host = fqdn(rule.host, in: rule.namespace)
    let refused: MutualTLS = sending == .plain ? .strict : .disable
    let policies = mutualTLS
    let place: String
    if let reach = wildcardReach(host) {
      // From the other side, the policy tells it.
      guard sending == .plain else { return }
      let namespace = reach ?? configuration.rootNamespace(for: rule.namespace)
      guard context.sees(namespace) || reach == nil, policies.written(namespace: namespace) == .strict else { return }
      place = reach.map { "the namespace \($0)" } ?? "the mesh"
    } else {
      // With certificates of its own, MUTUAL may be meant for the application.
      guard rule.spec["trafficPolicy"]?["tls"]?["mode"] != "MUTUAL",
        let service = configuration.service(forHost: host), context.sees(service.id.namespace)
      else { return }
      let workloads = configuration.workloads(of: service).filter { !$0.pods.isEmpty }
      let agrees = workloads.allSatisfy { workload in
        workload.pods.allSatisfy(\.isMeshed)
          && policies.mode(namespace: workload.id.namespace, labels: workload.labels) == refused
          && policies.isUniform(namespace: workload.id.namespace, labels: workload.labels)
      }
      guard !workloads.isEmpty, agrees else { return }
      place = service.id.description
    }
    add(
      "VIG0012", .error, rule.reference, "spec.trafficPolicy.tls.mode",
      sending == .plain
        ? "Clients are to connect in plain text, but a PeerAuthentication has \(place) accept mutual TLS only: their "
          + "connections fail."
        : "Clients are to use mutual TLS, but a PeerAuthentication has \(place) accept plain text only: their connections "
          + "fail.")
  }

  /// A PeerAuthentication without mutual TLS for its namespace or the mesh, while a rule has clients use it.
  mutating func checkMutualTLS(_ policy: OtherObject) {
    guard policy.selector.isEmpty, policy.spec["mtls"]?["mode"]?.string == "DISABLE" else { return }
    let isMesh = configuration.isRoot(policy.namespace)
    var culprit: DestinationRule?
    for rule in configuration.destinationRules {
      guard let sending = Self.sending(rule), let reach = wildcardReach(fqdn(rule.host, in: rule.namespace))
      else { continue }
      if !isMesh, reach == policy.namespace {
        if sending == .plain { return }
        culprit = rule
        break
      }
      if reach == nil, sending == .mutual, culprit == nil { culprit = rule }
    }
    guard let culprit else { return }
    add(
      "VIG0012", .error, policy.reference, "spec.mtls",
      "Pods are to accept plain text only, but \(culprit.reference) has clients use mutual TLS: their connections fail."
    )
  }

  /// Of two rules only the one with the more specific host counts, so that the other's mutual TLS is lost.
  private mutating func checkHidden(_ rule: DestinationRule) {
    let host = fqdn(rule.host, in: rule.namespace)
    guard !HostName.isWildcard(host), let service = configuration.service(forHost: host),
      rule.spec["trafficPolicy"]?["tls"] == nil
    else { return }
    let subsets = rule.spec["subsets"]?.array ?? []
    if !subsets.isEmpty, subsets.allSatisfy({ $0["trafficPolicy"]?["tls"] != nil }) { return }
    let namespaces = [service.id.namespace, rule.namespace, configuration.rootNamespace(for: service.id.namespace)]
    let patterns = wildcardHosts.filter { HostName.matches(host, pattern: $0) && wildcardReach($0) != nil }
    for pattern in patterns.sorted(by: { HostName.isMoreSpecific($0, than: $1) }) {
      for namespace in namespaces {
        let wide = configuration.rulesByNamespace[namespace]?[pattern]?.first { Self.sending($0) == .mutual }
        guard let wide else { continue }
        add(
          "VIG0013", .warning, rule.reference, "spec.trafficPolicy",
          "\(wide.reference) asks for mutual TLS with \(pattern), but does not count for \(rule.host), whose own rule is "
            + "this one: say tls here, too.")
        return
      }
    }
  }

  /// Several policies on one level: only the oldest counts. And whom they are for.
  mutating func check(peerAuthentication policy: OtherObject) {
    let all = (configuration.othersByKind["PeerAuthentication"] ?? []).filter { $0.namespace == policy.namespace }
    let workloads = configuration.workloadsByNamespace[policy.namespace] ?? []
    if policy.selector.isEmpty {
      let rivals = all.filter(\.selector.isEmpty)
      if rivals.count > 1 { addRivals(policy, rivals, "are for the whole namespace \(policy.namespace)") }
    } else if let (pod, rivals) = shared(all, policy, workloads) {
      addRivals(policy, rivals, "select the same pod \(pod)")
    }
    checkSelection(policy, in: workloads)
    checkMutualTLS(policy)
  }

  private mutating func addRivals(_ policy: OtherObject, _ rivals: [OtherObject], _ what: String) {
    add(
      "VIG0011", .error, policy.reference, "spec.selector",
      "The PeerAuthentications \(Self.names(rivals)) \(what): only the oldest, \(rivals[0].fullName), counts.")
  }

  /// Whom a RequestAuthentication is for.
  mutating func check(requestAuthentication policy: OtherObject) {
    // In the root namespace it selects pods of all namespaces.
    if configuration.isRoot(policy.namespace) {
      if context.namespaces == nil { checkSelection(policy, in: configuration.workloads) }
    } else if policy.targets.isEmpty {
      checkSelection(policy, in: configuration.workloadsByNamespace[policy.namespace] ?? [])
    }
    checkAmbient(policy: policy)
  }

  private mutating func checkSelection(_ policy: OtherObject, in workloads: [WorkloadInfo]) {
    guard !policy.selector.isEmpty, context.workloads, context.sees(policy.namespace),
      !workloads.flatMap(Self.labelSets).contains(where: policy.selects)
    else { return }
    add(
      "IST0127", .warning, policy.reference, "spec.selector",
      "No matching workloads for this resource with the following labels: \(Self.words(policy.selector))")
  }
}
