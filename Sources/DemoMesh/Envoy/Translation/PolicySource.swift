import Documents
import TrafficConfig

/// Where each part of the traffic policy in effect for a cluster is written, for the fields that the typed policy lacks
/// and for messages that name the place. Follows `TrafficPolicy.overridden(by:port:)`.
struct PolicySource {
  struct Part {
    var value: JSONValue
    /// Such as `spec.subsets[1].trafficPolicy.loadBalancer`.
    var path: String
  }

  /// The rule in effect; nil if there is none.
  let rule: ObjectReference?
  private var parts: [String: Part] = [:]

  /// The parts that an entry for a port can have; it replaces all of them.
  private static let portParts = ["loadBalancer", "connectionPool", "outlierDetection", "tls"]
  private static let otherParts = ["tunnel", "proxyProtocol", "retryBudget"]

  init(rule: DestinationRule?, subset: String?, port: Int) {
    self.rule = rule?.reference
    guard let rule else { return }
    lay(rule.spec["trafficPolicy"], path: "spec.trafficPolicy", port: port)
    let subsets = rule.spec["subsets"]?.array ?? []
    guard let subset, let index = subsets.firstIndex(where: { $0["name"]?.string == subset }) else { return }
    lay(subsets[index]["trafficPolicy"], path: "spec.subsets[\(index)].trafficPolicy", port: port)
  }

  private mutating func lay(_ policy: JSONValue?, path: String, port: Int) {
    guard let policy, case .object = policy else { return }
    for name in Self.otherParts { replace(name, policy, path) }
    let entries = policy["portLevelSettings"]?.array ?? []
    if let index = entries.firstIndex(where: { $0["port"]?["number"]?.int == port }) {
      for name in Self.portParts {
        parts[name] = nil
        replace(name, entries[index], "\(path).portLevelSettings[\(index)]")
      }
    } else {
      for name in Self.portParts { replace(name, policy, path) }
    }
  }

  private mutating func replace(_ name: String, _ policy: JSONValue, _ path: String) {
    guard let value = policy[name], case .object = value else { return }
    parts[name] = Part(value: value, path: "\(path).\(name)")
  }

  subscript(name: String) -> Part? { parts[name] }
}
