/// The name of an Envoy cluster, taken apart where it has Istio's form `direction|port|subset|host`.
public struct ClusterName: Hashable, Sendable, Codable {
  /// Which way the requests of an Istio cluster go.
  public enum Direction: String, Sendable { case outbound, inbound }

  public let text: String
  /// Nil where the name is of another form.
  public let direction: Direction?
  public let port: Int?
  /// Nil where the cluster is not of a subset.
  public let subset: String?
  /// The host of an Istio cluster; empty for `inbound|9080||`. Any other name stands for itself.
  public let host: String

  /// Takes any name.
  public init(_ text: String) {
    self.text = text
    let parts = text.split(separator: "|", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, let direction = Direction(rawValue: String(parts[0])), let port = Int(parts[1]) else {
      (direction, port, subset, host) = (nil, nil, nil, text)
      return
    }
    self.direction = direction
    self.port = port
    subset = parts[2].isEmpty ? nil : String(parts[2])
    host = String(parts[3])
  }

  /// A text.
  public init(from decoder: any Decoder) throws { self.init(try decoder.singleValueContainer().decode(String.self)) }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// The name and namespace of the Kubernetes Service that `host` names; nil for any other host.
  public var service: (name: String, namespace: String)? {
    guard direction != nil else { return nil }
    let parts = host.split(separator: ".", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[2] == "svc", !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    return (String(parts[0]), String(parts[1]))
  }

  /// What an operator calls it: `reviews v1`, or the name itself.
  public var shortText: String {
    guard direction == .outbound else { return text }
    return (service?.name ?? host) + (subset.map { " " + $0 } ?? "")
  }
}
