import Kubernetes

/// Something that Vigla does with a cluster, and the rights that it takes.
public struct Need: Sendable, Hashable {
  /// Where the rights are needed.
  public enum Place: Sendable, Hashable {
    /// In every namespace that is looked at.
    case shown
    /// In the namespaces of the control planes.
    case controlPlane
    /// In the cluster, for what has no namespace.
    case cluster
  }

  /// What for, as a half sentence.
  public var purpose: String
  public var kinds: [ResourceKind]
  public var subresource: String?
  public var verbs: [String]
  public var place: Place
  /// Without it there is nothing to show.
  public var isEssential = false
  /// It changes something.
  public var isWrite = false

  /// Resources as roles name them, such as `pods/proxy`.
  public var resources: [String] { kinds.map { kind in subresource.map { "\(kind.plural)/\($0)" } ?? kind.plural } }

  private static let watching = ["get", "list", "watch"]
  private static let routing: [ResourceKind] = [.virtualServices, .destinationRules, .gateways]

  /// All that Vigla can make use of, the most important first.
  public static let all: [Need] = [
    Need(
      purpose: "see services and pods", kinds: [.pods, .services], verbs: watching, place: .shown, isEssential: true),
    Need(
      purpose: "read the proxies' statistics", kinds: [.pods], subresource: "proxy", verbs: ["get"], place: .shown,
      isEssential: true),
    Need(
      purpose: "see routing rules", kinds: routing + [.serviceEntries, .sidecars], verbs: watching, place: .shown),
    Need(
      purpose: "see workloads and their replicas",
      kinds: [.deployments, .replicaSets, .statefulSets, .daemonSets], verbs: watching, place: .shown),
    Need(purpose: "see mutual TLS", kinds: [.peerAuthentications], verbs: watching, place: .shown),
    Need(
      purpose: "check routes that go by tokens", kinds: [.requestAuthentications], verbs: watching, place: .shown),
    Need(
      purpose: "look closely at a proxy", kinds: [.pods], subresource: "exec", verbs: ["create"], place: .shown),
    Need(purpose: "choose namespaces and see their labels", kinds: [.namespaces], verbs: watching, place: .cluster),
    Need(
      purpose: "see istiod, ztunnel and the mesh's settings", kinds: [.pods, .deployments, .configMaps],
      verbs: watching, place: .controlPlane),
    Need(
      purpose: "read the statistics of ztunnel", kinds: [.pods], subresource: "proxy", verbs: ["get"],
      place: .controlPlane),
    Need(
      purpose: "see rules that count for the whole mesh",
      kinds: routing + [.serviceEntries, .sidecars, .peerAuthentications, .requestAuthentications], verbs: watching,
      place: .controlPlane),
    Need(
      purpose: "change routing", kinds: routing, verbs: ["create", "update", "delete"], place: .shown, isWrite: true),
  ]

  /// What the commands and screens that change something need.
  public static let writes = all.filter(\.isWrite)
}
