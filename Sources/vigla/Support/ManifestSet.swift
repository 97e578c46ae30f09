import Documents
import Kubernetes
import MeshModel
import TrafficConfig

/// Manifests from files: Istio's objects to check, and the objects around them that give the context.
struct ManifestSet {
  private var documents: [JSONValue] = []
  /// Where each object was read.
  private(set) var files: [ObjectReference: String] = [:]

  /// Adds the documents of a YAML or JSON text; lists are taken apart, and a namespace that is left out is `default`.
  ///
  /// - Throws: `Failure` if it is no YAML, or something in it is no object of Kubernetes.
  mutating func add(text: String, of file: String) throws {
    let found: [JSONValue]
    do { found = try YAMLText.parseAll(text) } catch { throw Failure("\(file): \(error)", code: Exits.refused) }
    if found.isEmpty { throw Failure("\(file): there is no object in it.", code: Exits.refused) }
    for (index, document) in found.enumerated() {
      guard let kind = document["kind"]?.string, !kind.isEmpty else {
        let place = found.count == 1 ? "this" : "document \(index + 1)"
        throw Failure("\(file): \(place) is no Kubernetes object, as it has no kind.", code: Exits.refused)
      }
      add(document, of: file)
    }
  }

  private mutating func add(_ document: JSONValue, of file: String) {
    if let items = document["items"]?.array, let kind = document["kind"]?.string, kind.hasSuffix("List") {
      for var item in items where item.object != nil {
        // In a list of one kind, the API server leaves it out of the items.
        if kind != "List", item["kind"] == nil {
          item["kind"] = .string(String(kind.dropLast(4)))
          item["apiVersion"] = document["apiVersion"]
        }
        add(item, of: file)
      }
      return
    }
    var document = document
    if document["metadata"]?["namespace"] == nil, document["kind"]?.string != "Namespace" {
      document[["metadata", "namespace"]] = "default"
    }
    documents.append(document)
    files[ObjectReference(document: document)] = file
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
