/// A kind of object as the API addresses it: group, version and plural.
public struct ResourceKind: Hashable, Sendable, CustomStringConvertible {
  /// Empty for the core group.
  public let group: String
  public let version: String
  /// The name in URLs, such as `virtualservices`.
  public let plural: String
  /// The name in documents, such as `VirtualService`.
  public let kind: String
  public let isNamespaced: Bool

  public init(group: String, version: String, plural: String, kind: String, isNamespaced: Bool = true) {
    self.group = group
    self.version = version
    self.plural = plural
    self.kind = kind
    self.isNamespaced = isNamespaced
  }

  /// As in a document's `apiVersion`.
  public var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

  /// As RBAC and error messages name it: `virtualservices.networking.istio.io`, `pods`.
  public var description: String { group.isEmpty ? plural : "\(plural).\(group)" }

  /// The same kind in another version of its group.
  public func version(_ version: String) -> ResourceKind {
    ResourceKind(group: group, version: version, plural: plural, kind: kind, isNamespaced: isNamespaced)
  }

  /// The path of the collection or of one object; `namespace` nil means all of them.
  func path(namespace: String?, name: String? = nil, subresource: String? = nil) -> String {
    var path = group.isEmpty ? "/api/\(version)" : "/apis/\(group)/\(version)"
    if isNamespaced, let namespace { path += "/namespaces/" + PercentEncoding.segment(namespace) }
    path += "/" + plural
    if let name { path += "/" + PercentEncoding.segment(name) }
    if let subresource { path += "/" + subresource }
    return path
  }
}

extension ResourceKind {
  public static let namespaces = ResourceKind(
    group: "", version: "v1", plural: "namespaces", kind: "Namespace", isNamespaced: false)
  public static let pods = ResourceKind(group: "", version: "v1", plural: "pods", kind: "Pod")
  public static let services = ResourceKind(group: "", version: "v1", plural: "services", kind: "Service")
  public static let endpoints = ResourceKind(group: "", version: "v1", plural: "endpoints", kind: "Endpoints")
  public static let events = ResourceKind(group: "", version: "v1", plural: "events", kind: "Event")
  public static let configMaps = ResourceKind(group: "", version: "v1", plural: "configmaps", kind: "ConfigMap")
  public static let serviceAccounts = ResourceKind(
    group: "", version: "v1", plural: "serviceaccounts", kind: "ServiceAccount")
  public static let endpointSlices = ResourceKind(
    group: "discovery.k8s.io", version: "v1", plural: "endpointslices", kind: "EndpointSlice")
  public static let deployments = ResourceKind(
    group: "apps", version: "v1", plural: "deployments", kind: "Deployment")
  public static let replicaSets = ResourceKind(
    group: "apps", version: "v1", plural: "replicasets", kind: "ReplicaSet")
  public static let statefulSets = ResourceKind(
    group: "apps", version: "v1", plural: "statefulsets", kind: "StatefulSet")
  public static let daemonSets = ResourceKind(group: "apps", version: "v1", plural: "daemonsets", kind: "DaemonSet")

  /// The API group of Istio's traffic objects.
  public static let istioNetworking = "networking.istio.io"
  public static let virtualServices = ResourceKind(
    group: istioNetworking, version: "v1", plural: "virtualservices", kind: "VirtualService")
  public static let destinationRules = ResourceKind(
    group: istioNetworking, version: "v1", plural: "destinationrules", kind: "DestinationRule")
  public static let gateways = ResourceKind(
    group: istioNetworking, version: "v1", plural: "gateways", kind: "Gateway")
  public static let serviceEntries = ResourceKind(
    group: istioNetworking, version: "v1", plural: "serviceentries", kind: "ServiceEntry")
  public static let sidecars = ResourceKind(
    group: istioNetworking, version: "v1", plural: "sidecars", kind: "Sidecar")

  public static let peerAuthentications = ResourceKind(
    group: "security.istio.io", version: "v1", plural: "peerauthentications", kind: "PeerAuthentication")
  public static let requestAuthentications = ResourceKind(
    group: "security.istio.io", version: "v1", plural: "requestauthentications", kind: "RequestAuthentication")

  /// Every kind that is named above.
  public static let known: [ResourceKind] = [
    .namespaces, .pods, .services, .endpoints, .events, .configMaps, .serviceAccounts, .endpointSlices, .deployments,
    .replicaSets, .statefulSets, .daemonSets, .virtualServices, .destinationRules, .gateways, .serviceEntries,
    .sidecars, .peerAuthentications, .requestAuthentications,
  ]

  /// The known kind of a document's `kind` and `apiVersion`, in that version; nil if it is not one of `known`.
  public static func of(kind: String, apiVersion: String) -> ResourceKind? {
    let parts = apiVersion.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let group = parts.count == 2 ? String(parts[0]) : ""
    let version = String(parts.last ?? "v1")
    return known.first { $0.kind == kind && $0.group == group }?.version(version)
  }
}
