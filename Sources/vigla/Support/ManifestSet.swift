import Documents
import Kubernetes
import MeshModel
import TrafficConfig

/// Manifests from files: Istio's objects to check, and the objects around them that give the context.
struct ManifestSet {
  private var documents: [JSONValue] = []

  /// Adds the documents of a YAML or JSON text; lists are taken apart, and a namespace that is left out is `default`.
  mutating func add(text: String) throws(YAMLParseError) {
    for document in try YAMLText.parseAll(text) { add(document) }
  }

  private mutating func add(_ document: JSONValue) {
    if let items = document["items"]?.array, document["kind"]?.string?.hasSuffix("List") == true {
      for item in items { add(item) }
      return
    }
    guard document.object != nil else { return }
    var document = document
    if document["metadata"]?["namespace"] == nil, document["kind"]?.string != "Namespace" {
      document[["metadata", "namespace"]] = "default"
    }
    documents.append(document)
  }

  /// What the checks of single objects and those across objects say, the gravest first.
  func validate() -> [ValidationMessage] {
    let configuration = configuration
    var context = ValidationContext(inferredFrom: configuration)
    let credentials = documents.compactMap(GatewayCredential.init)
    if !credentials.isEmpty {
      context.credentials = Dictionary(credentials.map { ($0.key, $0) }) { _, last in last }
    }
    return
      (documents.flatMap(Validator.webhook) + documents.flatMap(Validator.servicePorts)
      + Validator.crossObject(configuration, context: context)).sorted()
  }

  /// The kinds that validation looks at besides those that have a place of their own in a configuration.
  private static let otherKinds: [String: String] = [
    "ServiceEntry": "networking.istio.io/", "WorkloadEntry": "networking.istio.io/", "Sidecar": "networking.istio.io/",
    "PeerAuthentication": "security.istio.io/", "RequestAuthentication": "security.istio.io/",
    "AuthorizationPolicy": "security.istio.io/", "Gateway": "gateway.networking.k8s.io/",
    "HTTPRoute": "gateway.networking.k8s.io/", "GRPCRoute": "gateway.networking.k8s.io/",
  ]

  private static func isOther(_ document: JSONValue) -> Bool {
    guard let group = otherKinds[document["kind"]?.string ?? ""] else { return false }
    return document["apiVersion"]?.string?.hasPrefix(group) ?? false
  }

  private static let controllerKinds: Set<String> = ["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"]

  /// Whether a document is of Istio's own kind of this name; there is a Gateway of Kubernetes, too.
  private static func isIstio(_ document: JSONValue, _ kind: String) -> Bool {
    document["kind"]?.string == kind && document["apiVersion"]?.string?.hasPrefix("networking.istio.io/") == true
  }

  private var configuration: MeshConfiguration {
    let pods = documents.filter { $0["kind"]?.string == "Pod" }.compactMap(PodRecord.init)
    let controllers = documents.filter { Self.controllerKinds.contains($0["kind"]?.string ?? "") }
      .compactMap(ControllerRecord.init)
    let resolver = WorkloadResolver(replicaSets: controllers.filter { $0.kind == "ReplicaSet" })
    let services = documents.filter { $0["kind"]?.string == "Service" }.compactMap(ServiceRecord.init)
    let others = documents.filter(Self.isOther)
    let kinds = others.compactMap { $0["kind"]?.string }.map {
      $0 == Gateway.kind ? MeshConfiguration.kubernetesGateway : $0
    }
    return MeshConfiguration(
      virtualServices: documents.filter { Self.isIstio($0, "VirtualService") }.map { VirtualService(document: $0) },
      destinationRules: documents.filter { Self.isIstio($0, "DestinationRule") }.map { DestinationRule(document: $0) },
      gateways: documents.filter { Self.isIstio($0, "Gateway") }.map { Gateway(document: $0) },
      services: services.map { service in service.info(pods: pods.filter { $0.namespace == service.namespace }) },
      workloads: resolver.workloads(pods: pods, controllers: controllers),
      externalHosts: documents.filter { $0["kind"]?.string == "ServiceEntry" }
        .flatMap { ($0["spec"]?["hosts"]?.array ?? []).compactMap(\.string) },
      otherObjects: others, listedKinds: Set(kinds),
      namespaceInfos: documents.filter { $0["kind"]?.string == "Namespace" }.compactMap(NamespaceRecord.init).map(
        \.info))
  }
}
