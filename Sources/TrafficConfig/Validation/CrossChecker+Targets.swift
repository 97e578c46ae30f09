import Documents
import MeshModel

extension CrossChecker {
  /// The host and the subsets of a DestinationRule, and whether it verifies whom it talks to.
  mutating func check(_ rule: DestinationRule) {
    let host = fqdn(rule.host, in: rule.namespace)
    if !mayExist(host) {
      add(
        "IST0174", .warning, rule.reference, "spec.host",
        "host \(rule.host) defined in DestinationRule \(rule.namespace)/\(rule.name) does not match any services in the "
          + "mesh")
    }
    checkSubsets(rule, host)
    checkClients(rule)
    checkVerification(rule, rule.spec["trafficPolicy"], ["spec", "trafficPolicy"])
    for (index, subset) in (rule.spec["subsets"]?.array ?? []).enumerated() {
      checkVerification(rule, subset["trafficPolicy"], ["spec", "subsets", .index(index), "trafficPolicy"])
    }
  }

  private mutating func checkSubsets(_ rule: DestinationRule, _ host: String) {
    guard context.workloads, let service = configuration.service(forHost: host), !service.selector.isEmpty,
      context.sees(service.id.namespace)
    else { return }
    let labels = (configuration.workloadsByNamespace[service.id.namespace] ?? [])
      .flatMap(Self.labelSets).filter(service.selects)
    for (index, subset) in rule.subsets.enumerated() {
      // The labels of a node's place are not those of its pods.
      let isTopological = subset.labels.keys.contains { $0.hasPrefix("topology.") || $0.hasPrefix("failure-domain.") }
      guard !isTopological, !labels.contains(where: subset.selects) else { continue }
      add(
        "IST0173", .error, rule.reference, "spec.subsets[\(index)]",
        "The subset \(subset.name) defined in the DestinationRule does not select any pods.")
    }
  }

  /// A rule for some clients only has to select some.
  private mutating func checkClients(_ rule: DestinationRule) {
    guard context.workloads, context.sees(rule.namespace), let selector = rule.workloadSelector, !selector.isEmpty
    else { return }
    let labels = (configuration.workloadsByNamespace[rule.namespace] ?? [])
      .flatMap(Self.labelSets)
    guard !labels.contains(where: { labels in selector.allSatisfy { labels[$0.key] == $0.value } }) else { return }
    add(
      "IST0127", .warning, rule.reference, "spec.workloadSelector",
      "No matching workloads for this resource with the following labels: \(Self.words(selector))")
  }

  private mutating func checkVerification(_ rule: DestinationRule, _ policy: JSONValue?, _ path: JSONPath) {
    guard let policy else { return }
    if let mode = unverified(policy["tls"], rule) {
      add(
        "IST0128", .warning, rule.reference, path.appending("tls").description,
        "DestinationRule \(rule.name) in namespace \(rule.namespace) has TLS mode set to \(mode) but no caCertificates "
          + "are set to validate server identity for host: \(rule.host)")
    }
    for (index, port) in (policy["portLevelSettings"]?.array ?? []).enumerated() {
      guard let mode = unverified(port["tls"], rule) else { continue }
      let number = port["port"]?["number"]?.int ?? 0
      add(
        "IST0129", .warning, rule.reference,
        path.appending("portLevelSettings").appending(index).appending("tls").description,
        "DestinationRule \(rule.name) in namespace \(rule.namespace) has TLS mode set to \(mode) but no caCertificates "
          + "are set to validate server identity for host: \(rule.host) at port number:\(number)")
    }
  }

  private func unverified(_ tls: JSONValue?, _ rule: DestinationRule) -> String? {
    guard let tls, let mode = tls["mode"]?.string, mode == "SIMPLE" || mode == "MUTUAL" else { return nil }
    if tls["caCertificates"]?.string?.isEmpty == false { return nil }
    let hasCredential = tls["credentialName"]?.string?.isEmpty == false
    return hasCredential && rule.workloadSelector != nil ? nil : mode
  }

  /// Several gateways of the same pods that want one host on one port.
  mutating func checkGatewayConflicts() {
    struct Claim: Hashable {
      var port: Int
      var bind: String
      var host: String
    }
    var claims: [Claim: [Gateway]] = [:]
    for gateway in configuration.gateways {
      var own = Set<Claim>()
      for server in gateway.servers {
        for host in server.hosts {
          let entry = host.contains("/") ? host : "*/\(host)"
          let place = entry.hasPrefix("./") ? gateway.namespace + entry.dropFirst() : entry
          own.insert(Claim(port: server.port, bind: server.bind ?? "", host: place))
        }
      }
      for claim in own { claims[claim, default: []].append(gateway) }
    }
    for (claim, gateways) in claims where gateways.count > 1 {
      for gateway in gateways {
        let others = gateways.filter { $0.reference != gateway.reference && sharesPods($0, gateway) }.map(\.fullName)
          .sorted()
        guard !others.isEmpty else { continue }
        let host = claim.host.hasPrefix("*/") ? String(claim.host.dropFirst(2)) : claim.host
        add(
          "IST0145", .error, gateway.reference, "spec.servers",
          "Conflict with gateways \(others.joined(separator: ",")) (workload selector \(Self.words(gateway.selector)), "
            + "port \(claim.port), hosts \(host)).")
      }
    }
  }

  /// Two gateways of one selector, or of a pod that both select though one asks for more than the other.
  private func sharesPods(_ a: Gateway, _ b: Gateway) -> Bool {
    let (first, second) = (a.selector, b.selector)
    if first == second { return true }
    let (wide, narrow) = first.count < second.count ? (first, second) : (second, first)
    guard !wide.isEmpty, wide.allSatisfy({ narrow[$0.key] == $0.value }) else { return false }
    return configuration.workloads.contains {
      Self.labelSets($0).contains { labels in
        narrow.allSatisfy { labels[$0.key] == $0.value }
      }
    }
  }

  static func words(_ labels: [String: String]) -> String {
    labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
  }
}
