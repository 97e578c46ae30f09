/// All kinds of objects that the API serves.
struct ResourceCatalogue: Sendable {
  let types: [ResourceType]
  private let byPath: [String: ResourceType]

  init(_ types: [ResourceType]) {
    self.types = types
    byPath = Dictionary(
      types.flatMap { type in type.versions.map { ("\(type.group)/\($0)/\(type.plural)", type) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The kind served at a path; nil if none is.
  func type(group: String, version: String, plural: String) -> ResourceType? {
    byPath["\(group)/\(version)/\(plural)"]
  }

  func type(id: String) -> ResourceType? { types.first { $0.id == id } }

  func type(apiVersion: String, kind: String) -> ResourceType? {
    types.first { type in type.kind == kind && type.versions.contains { type.apiVersion($0) == apiVersion } }
  }

  /// The groups but the core one, in the order of discovery, each with its versions, the preferred one first.
  var groups: [(name: String, versions: [String])] {
    var groups: [(name: String, versions: [String])] = []
    for type in types where !type.group.isEmpty {
      if let index = groups.firstIndex(where: { $0.name == type.group }) {
        for version in type.versions where !groups[index].versions.contains(version) {
          groups[index].versions.append(version)
        }
      } else {
        groups.append((type.group, type.versions))
      }
    }
    return groups
  }

  func types(group: String, version: String) -> [ResourceType] {
    types.filter { $0.group == group && $0.versions.contains(version) }
  }
}

extension ResourceCatalogue {
  /// What the demo's control plane serves.
  static let shared = ResourceCatalogue(core + workloads + access + istio + reviews)

  private static func status(_ kind: String) -> ResourceType.Subresource {
    .init(name: "status", kind: kind, verbs: ["get", "patch", "update"])
  }

  private static let scale = ResourceType.Subresource(
    name: "scale", kind: "Scale", verbs: ["get", "patch", "update"], groupVersion: ("autoscaling", "v1"))

  private static let core: [ResourceType] = [
    ResourceType(
      group: "", versions: ["v1"], plural: "configmaps", singular: "configmap", kind: "ConfigMap", shortNames: ["cm"]),
    ResourceType(
      group: "", versions: ["v1"], plural: "endpoints", singular: "endpoints", kind: "Endpoints", shortNames: ["ep"]),
    ResourceType(
      group: "", versions: ["v1"], plural: "events", singular: "event", kind: "Event", shortNames: ["ev"]),
    ResourceType(
      group: "", versions: ["v1"], plural: "namespaces", singular: "namespace", kind: "Namespace", shortNames: ["ns"],
      isNamespaced: false, verbs: ResourceType.allVerbs.filter { $0 != "deletecollection" },
      subresources: [.init(name: "finalize", kind: "Namespace", verbs: ["update"]), status("Namespace")]),
    ResourceType(
      group: "", versions: ["v1"], plural: "nodes", singular: "node", kind: "Node", shortNames: ["no"],
      isNamespaced: false, subresources: [status("Node")]),
    ResourceType(
      group: "", versions: ["v1"], plural: "pods", singular: "pod", kind: "Pod", shortNames: ["po"],
      categories: ["all"],
      subresources: [
        .init(name: "exec", kind: "PodExecOptions", verbs: ["create", "get"]),
        .init(name: "log", kind: "Pod", verbs: ["get"]),
        .init(
          name: "proxy", kind: "PodProxyOptions", verbs: ["create", "delete", "get", "patch", "update"]),
        status("Pod"),
      ]),
    ResourceType(
      group: "", versions: ["v1"], plural: "secrets", singular: "secret", kind: "Secret"),
    ResourceType(
      group: "", versions: ["v1"], plural: "serviceaccounts", singular: "serviceaccount", kind: "ServiceAccount",
      shortNames: ["sa"],
      subresources: [
        .init(name: "token", kind: "TokenRequest", verbs: ["create"], groupVersion: ("authentication.k8s.io", "v1"))
      ]),
    ResourceType(
      group: "", versions: ["v1"], plural: "services", singular: "service", kind: "Service", shortNames: ["svc"],
      categories: ["all"], subresources: [status("Service")]),
  ]

  private static let workloads: [ResourceType] = [
    ResourceType(
      group: "apiextensions.k8s.io", versions: ["v1"], plural: "customresourcedefinitions",
      singular: "customresourcedefinition", kind: "CustomResourceDefinition", shortNames: ["crd", "crds"],
      categories: ["api-extensions"], isNamespaced: false, verbs: ["get", "list", "watch"]),
    ResourceType(
      group: "apps", versions: ["v1"], plural: "deployments", singular: "deployment", kind: "Deployment",
      shortNames: ["deploy"], categories: ["all"], subresources: [scale, status("Deployment")]),
    ResourceType(
      group: "apps", versions: ["v1"], plural: "replicasets", singular: "replicaset", kind: "ReplicaSet",
      shortNames: ["rs"], categories: ["all"], subresources: [scale, status("ReplicaSet")]),
    ResourceType(
      group: "discovery.k8s.io", versions: ["v1"], plural: "endpointslices", singular: "endpointslice",
      kind: "EndpointSlice"),
  ]

  private static func accessType(_ kind: String, _ plural: String, isNamespaced: Bool) -> ResourceType {
    ResourceType(
      group: Authorizer.group, versions: ["v1"], plural: plural, singular: kind.lowercased(), kind: kind,
      isNamespaced: isNamespaced)
  }

  private static let access: [ResourceType] = [
    accessType("ClusterRole", "clusterroles", isNamespaced: false),
    accessType("ClusterRoleBinding", "clusterrolebindings", isNamespaced: false),
    accessType("Role", "roles", isNamespaced: true),
    accessType("RoleBinding", "rolebindings", isNamespaced: true),
  ]

  private static let istioVersions = ["v1", "v1beta1", "v1alpha3"]

  private static func istioType(_ kind: String, _ plural: String, _ shortNames: [String]) -> ResourceType {
    ResourceType(
      group: "networking.istio.io", versions: istioVersions, plural: plural, singular: kind.lowercased(), kind: kind,
      shortNames: shortNames, categories: ["istio-io", "networking-istio-io"], isCustom: true,
      subresources: [status(kind)])
  }

  private static let istio: [ResourceType] = [
    istioType("DestinationRule", "destinationrules", ["dr"]),
    istioType("Gateway", "gateways", ["gw"]),
    istioType("ServiceEntry", "serviceentries", ["se"]),
    istioType("Sidecar", "sidecars", []),
    istioType("VirtualService", "virtualservices", ["vs"]),
    policyType("PeerAuthentication", "peerauthentications", ["pa"]),
    policyType("RequestAuthentication", "requestauthentications", ["ra"]),
  ]

  private static func policyType(_ kind: String, _ plural: String, _ shortNames: [String]) -> ResourceType {
    ResourceType(
      group: "security.istio.io", versions: ["v1", "v1beta1"], plural: plural, singular: kind.lowercased(), kind: kind,
      shortNames: shortNames, categories: ["istio-io", "security-istio-io"], isCustom: true,
      subresources: [status(kind)])
  }

  private static func review(_ group: String, _ kind: String) -> ResourceType {
    ResourceType(
      group: group, versions: ["v1"], plural: kind.lowercased() + "s", singular: kind.lowercased(), kind: kind,
      isNamespaced: false, verbs: ["create"], isVirtual: true)
  }

  private static let reviews: [ResourceType] = [
    review("authentication.k8s.io", "SelfSubjectReview"),
    review("authorization.k8s.io", "SelfSubjectAccessReview"),
    review("authorization.k8s.io", "SelfSubjectRulesReview"),
  ]
}
