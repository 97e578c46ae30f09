import Documents
import MeshModel

/// Checks that Istio has no analyzer for; Kiali has them under numbers of its own.
extension CrossChecker {
  /// Weights and destinations that do not mean what they seem to, and the old notation of gateways.
  mutating func checkHabits(_ object: VirtualService) {
    for section in RouteSection.allCases {
      for (index, route) in (object.spec[section.rawValue]?.array ?? []).enumerated() {
        let path = JSONPath(["spec", .key(section.rawValue), .index(index), "route"])
        checkDestinations(route["route"]?.array ?? [], object, path)
      }
    }
    for (index, name) in (object.spec["gateways"]?.strings ?? []).enumerated()
    where !name.contains("/") && name.contains(".") {
      add(
        "VIG0003", .info, object.reference, "spec.gateways[\(index)]",
        "\(name) is the old notation of a gateway; namespace/name is the one that is meant today.")
    }
  }

  private mutating func checkDestinations(_ entries: [JSONValue], _ object: VirtualService, _ path: JSONPath) {
    if entries.count == 1, let weight = entries[0]["weight"]?.int, (1...99).contains(weight) {
      add(
        "VIG0001", .warning, object.reference, path.appending(0).appending("weight").description,
        "The only destination of a route gets all of its requests, not \(weight) %.")
    }
    var seen: [String: Int] = [:]
    for (index, entry) in entries.enumerated() {
      guard let host = entry["destination"]?["host"]?.string else { continue }
      let subset = entry["destination"]?["subset"]?.string ?? ""
      let port = entry["destination"]?["port"]?["number"]?.int ?? 0
      let name = "\(fqdn(host, in: object.namespace)) \(subset) \(port)"
      if let first = seen[name] {
        add(
          "VIG0002", .warning, object.reference, path.appending(index).appending("destination").description,
          "The route has \(subset.isEmpty ? host : "subset \(subset) of \(host)") already as destination \(first + 1).")
      } else {
        seen[name] = index
      }
    }
  }

  /// A subset that is no part.
  mutating func checkHabits(_ rule: DestinationRule) {
    for (index, subset) in (rule.spec["subsets"]?.array ?? []).enumerated()
    where subset["labels"]?.object?.isEmpty ?? true && !rule.host.isEmpty {
      add(
        "VIG0005", .warning, rule.reference, "spec.subsets[\(index)]",
        "The subset \(subset["name"]?.string ?? "") has no labels, so it stands for all pods of \(rule.host).")
    }
  }

  /// Several rules of one namespace for one host: of what two of them say, only the older one's counts.
  mutating func checkRivalRules() {
    for rules in configuration.rulesByNamespace.values {
      for (host, all) in rules {
        guard all.count > 1 else { continue }
        let rivals = all.filter { $0.workloadSelector?.isEmpty ?? true }
        guard let first = rivals.first, rivals.count > 1 else { continue }
        var subsets: [String: DestinationRule] = [:]
        for subset in first.subsets { subsets[subset.name] = first }
        var policy = first.spec["trafficPolicy"] == nil ? nil : first
        for rule in rivals.dropFirst() {
          for (index, subset) in rule.subsets.enumerated() {
            if let older = subsets[subset.name] {
              addRival(rule, "spec.subsets[\(index)]", "subset \(subset.name)", host, older)
            } else {
              subsets[subset.name] = rule
            }
          }
          guard rule.spec["trafficPolicy"] != nil else { continue }
          if let policy { addRival(rule, "spec.trafficPolicy", "policy", host, policy) } else { policy = rule }
        }
      }
    }
  }

  private mutating func addRival(
    _ rule: DestinationRule, _ path: String, _ what: String, _ host: String, _ older: DestinationRule
  ) {
    add(
      "VIG0004", .warning, rule.reference, path,
      "The \(what) has no effect: the older \(older.reference) has one for \(host), too.")
  }
}
