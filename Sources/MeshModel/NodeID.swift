/// The stable, readable identity of a graph node, such as `vapp_Kubernetes_default_reviews-v1`.
///
/// The forms are Kiali's readable ids (before its hashing), so that the same series give the same node in both:
/// `wl_`, `vapp_`, `app_`, `svc_`, `se_` followed by cluster, namespace and name, and `<cluster>_unknown_source`.
/// Selection, layout and history are keyed by it, never by an index.
public struct NodeID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  public let text: String

  public init(_ text: String) { self.text = text }

  /// A text.
  public init(from decoder: any Decoder) throws { self.init(try decoder.singleValueContainer().decode(String.self)) }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  public static func < (a: NodeID, b: NodeID) -> Bool { a.text < b.text }
  public var description: String { text }
}
