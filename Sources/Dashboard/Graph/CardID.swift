import MeshModel

/// The identity of a card on the graph screen.
///
/// It is made of names only, so that it survives what changes while an operator watches: the traffic, the versions, the
/// graph type, and whether the service itself or only its workloads were seen in the last window.
public struct CardID: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let text: String

  public init(_ text: String) { self.text = text }

  init(cluster: String, namespace: String, name: String) {
    self.init(cluster == MeshDefaults.cluster ? "\(namespace)/\(name)" : "\(cluster)/\(namespace)/\(name)")
  }

  public static func < (a: CardID, b: CardID) -> Bool { a.text < b.text }
  public var description: String { text }
}
