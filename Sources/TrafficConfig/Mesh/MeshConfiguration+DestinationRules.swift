import Documents

extension MeshConfiguration {
  /// The rule in effect for a client: its own namespace first, then the service's, then the root namespace; there the
  /// most specific host. Several rules of one host are merged: subsets pooled, the first policy counts.
  ///
  /// - Parameters:
  ///   - clientNamespace: nil asks on behalf of clients in the service's own namespace.
  ///   - clientLabels: for rules with a workload selector.
  public func destinationRule(
    forHost fqdn: String, clientNamespace: String? = nil, clientLabels: [String: String] = [:]
  ) -> DestinationRule? {
    let serviceNamespace = serviceByHost[fqdn]?.id.namespace ?? HostName.service(fqdn, domain: domain)?.namespace
    let client = clientNamespace ?? serviceNamespace ?? rootNamespace
    var searched: [String] = []
    func search(_ namespace: String, onlyPrivate: Bool = false) -> DestinationRule? {
      guard !searched.contains(namespace) else { return nil }
      if !onlyPrivate { searched.append(namespace) }
      return rule(
        forHost: fqdn, in: namespace, client: client, labels: clientLabels, onlyPrivate: onlyPrivate)
    }
    // Rules of the root namespace are meant for the mesh: a proxy there takes its own only if they are private.
    let root = rootNamespace(for: client)
    if let found = search(client, onlyPrivate: client == root) { return found }
    if let serviceNamespace, let found = search(serviceNamespace) { return found }
    return search(root)
  }

  private func rule(
    forHost fqdn: String, in namespace: String, client: String, labels: [String: String], onlyPrivate: Bool
  ) -> DestinationRule? {
    guard let rules = rulesByNamespace[namespace] else { return nil }
    func usable(_ rules: [DestinationRule]) -> [DestinationRule] {
      let visible = rules.filter { rule in
        guard namespace == client || rule.isExported(to: client) else { return false }
        return !onlyPrivate || (!rule.exportTo.isEmpty && !rule.exportTo.contains("*"))
      }
      let selected = visible.filter { rule in
        guard namespace == client, let selector = rule.workloadSelector, !selector.isEmpty else { return false }
        return selector.allSatisfy { labels[$0.key] == $0.value }
      }
      return selected.isEmpty ? visible.filter { $0.workloadSelector?.isEmpty ?? true } : selected
    }
    if let exact = rules[fqdn].map(usable), !exact.isEmpty { return Self.merged(exact) }
    let patterns = rules.keys
      .filter { HostName.isWildcard($0) && HostName.matches(fqdn, pattern: $0) }
      .sorted { HostName.isMoreSpecific($0, than: $1) }
    for pattern in patterns {
      if let found = rules[pattern].map(usable), !found.isEmpty { return Self.merged(found) }
    }
    return nil
  }

  /// The first rule with the subsets of all, and the first policy that there is.
  private static func merged(_ rules: [DestinationRule]) -> DestinationRule? {
    guard var result = rules.first, rules.count > 1 else { return rules.first }
    var subsets = result.spec["subsets"]?.array ?? []
    var names = Set(subsets.compactMap { $0["name"]?.string })
    for rule in rules.dropFirst() {
      for subset in rule.spec["subsets"]?.array ?? [] {
        if let name = subset["name"]?.string, names.insert(name).inserted { subsets.append(subset) }
      }
      if result.spec["trafficPolicy"] == nil, let policy = rule.spec["trafficPolicy"] {
        result.document[["spec", "trafficPolicy"]] = policy
      }
    }
    if !subsets.isEmpty { result.document[["spec", "subsets"]] = .array(subsets) }
    return result
  }

  /// The policy that a client's proxy uses: the rule's own, its entry for the port, then the subset's over it.
  public func effectivePolicy(
    host fqdn: String, subset: String? = nil, port: Int? = nil, clientNamespace: String? = nil,
    clientLabels: [String: String] = [:]
  ) -> TrafficPolicy {
    guard
      let rule = destinationRule(forHost: fqdn, clientNamespace: clientNamespace, clientLabels: clientLabels)
    else { return TrafficPolicy() }
    let policy = TrafficPolicy().overridden(by: rule.trafficPolicy, port: port)
    return policy.overridden(by: subset.flatMap { rule.subset(named: $0) }?.trafficPolicy, port: port)
  }
}
