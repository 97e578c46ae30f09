import Documents
import MeshModel
import TrafficConfig

/// Reads from the store what routes traffic.
struct MeshConfigurationReader: Sendable {
  let store: ObjectStore

  /// A change of any of these changes the configuration.
  static let resources = [
    "services", "pods", "deployments.apps", "replicasets.apps", "virtualservices.networking.istio.io",
    "destinationrules.networking.istio.io", "gateways.networking.istio.io", "serviceentries.networking.istio.io",
  ]

  /// The mesh as it is now.
  ///
  /// - Complexity: O(size of the objects).
  func configuration() -> MeshConfiguration {
    func documents(_ resource: String) -> [JSONValue] { store.list(resource).objects.map(\.document) }
    let pods = store.list("pods").objects
    return MeshConfiguration(
      virtualServices: documents("virtualservices.networking.istio.io").map(VirtualService.init),
      destinationRules: documents("destinationrules.networking.istio.io").map(DestinationRule.init),
      gateways: documents("gateways.networking.istio.io").map(Gateway.init),
      services: services(PodIndex(pods)), workloads: workloads(pods),
      externalHosts: documents("serviceentries.networking.istio.io").flatMap {
        $0.value("spec", "hosts")?.strings ?? []
      })
  }

  private func services(_ pods: PodIndex) -> [ServiceInfo] {
    store.list("services").objects.map { service in
      let spec = service.document["spec"] ?? .null
      let selector = spec["selector"]?.stringMap ?? [:]
      let pod = pods.pods(service.key.namespace, selector).first?.document
      return ServiceInfo(
        id: ServiceID(namespace: service.key.namespace, name: service.key.name), selector: selector,
        ports: (spec["ports"]?.array ?? []).map { port in
          ServicePort(
            name: port["name"]?.string ?? "", number: port["port"]?.int ?? 0,
            targetPort: ControllerPass.targetPort(of: port, in: pod), appProtocol: port["appProtocol"]?.string)
        })
    }
  }

  /// The Deployments with their pods, and what runs without one under the name of its own controller.
  private func workloads(_ pods: [StoredObject]) -> [WorkloadInfo] {
    var owners: [String: String] = [:]
    for set in store.list("replicasets.apps").objects {
      owners[set.document.uid] = set.document.controllerReference?["name"]?.string ?? set.key.name
    }
    var infos: [WorkloadID: WorkloadInfo] = [:]
    for deployment in store.list("deployments.apps").objects {
      let document = deployment.document
      let id = WorkloadID(namespace: deployment.key.namespace, name: deployment.key.name)
      let template = document.value("spec", "template")
      let status = document["status"]
      infos[id] = WorkloadInfo(
        id: id, labels: template?.value("metadata", "labels")?.stringMap ?? [:],
        replicas: Replicas(
          desired: document.value("spec", "replicas")?.int ?? 1, current: status?["replicas"]?.int ?? 0,
          available: status?["availableReplicas"]?.int ?? 0),
        serviceAccount: template?.value("spec", "serviceAccountName")?.string ?? "default")
    }
    for pod in pods {
      guard let address = pod.document.value("status", "podIP")?.string else { continue }
      let owner = pod.document.controllerReference?["uid"]?.string.flatMap { owners[$0] } ?? pod.key.name
      let id = WorkloadID(namespace: pod.key.namespace, name: owner)
      let containers = pod.document.value("spec", "containers")?.array ?? []
      let info = PodInfo(
        name: pod.key.name, ip: address, labels: pod.labels, isReady: ControllerPass.isReady(pod.document),
        hasProxy: containers.contains { $0["name"]?.string == "istio-proxy" })
      let account = pod.document.value("spec", "serviceAccountName")?.string ?? "default"
      infos[id, default: WorkloadInfo(id: id, labels: pod.labels, serviceAccount: account)].pods.append(info)
    }
    return infos.values.sorted { $0.id < $1.id }
  }
}
