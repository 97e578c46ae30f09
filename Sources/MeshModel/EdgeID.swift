/// The stable identity of a graph edge: one per source, target and protocol.
public struct EdgeID: Hashable, Comparable, Sendable, Codable {
  public let source: NodeID
  public let target: NodeID
  public let `protocol`: TrafficProtocol

  public init(source: NodeID, target: NodeID, protocol: TrafficProtocol) {
    self.source = source
    self.target = target
    self.protocol = `protocol`
  }

  public static func < (a: EdgeID, b: EdgeID) -> Bool {
    (a.source, a.target, a.protocol.rawValue) < (b.source, b.target, b.protocol.rawValue)
  }
}
