/// What a pod's Istio proxy is there for.
public enum ProxyKind: String, Hashable, Sendable, CaseIterable, Codable {
  /// A container beside the application's.
  case sidecar
  /// An init container that is restarted always, so that it starts before the application and ends after it.
  case nativeSidecar = "native sidecar"
  case gateway
  /// Works on requests for the services of an ambient namespace.
  case waypoint
  /// Carries the connections of a node's ambient pods.
  case ztunnel

  /// Whether it serves the application of its own pod.
  public var isSidecar: Bool { self == .sidecar || self == .nativeSidecar }
}
