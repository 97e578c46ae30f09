import Documents

/// A named part of a service's pods.
public struct Subset: Sendable, Hashable {
  public var name: String
  /// Pod labels, in addition to the service's selector.
  public var labels: [String: String]
  public var trafficPolicy: TrafficPolicy?

  init(_ value: JSONValue) {
    name = value["name"]?.string ?? ""
    labels = value["labels"]?.stringMap ?? [:]
    trafficPolicy = TrafficPolicy(value["trafficPolicy"])
  }

  /// Whether a pod of the service belongs to the subset.
  public func selects(_ podLabels: [String: String]) -> Bool { labels.allSatisfy { podLabels[$0.key] == $0.value } }
}
