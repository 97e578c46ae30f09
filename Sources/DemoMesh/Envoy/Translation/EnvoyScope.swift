import Documents
import MeshModel
import TrafficConfig

/// What one proxy sees of the mesh, and the names that Istio gives to things.
struct EnvoyScope {
  let node: EnvoyNode
  let configuration: MeshConfiguration
  let options: EnvoyTranslationOptions
  let problems = EnvoyProblemLog()

  /// The labels by which objects select the proxy.
  var labels: [String: String] { node.labels }
  var identity: WorkloadIdentity { WorkloadIdentity(node.workload, podLabels: node.labels) }

  func fqdn(_ host: String, in namespace: String) -> String {
    HostName.fqdn(host, namespace: namespace, domain: configuration.domain)
  }

  func host(of service: ServiceInfo) -> String { service.id.host(domain: configuration.domain) }

  /// The DestinationRule in effect for this proxy.
  func rule(forHost fqdn: String) -> DestinationRule? {
    configuration.destinationRule(forHost: fqdn, clientNamespace: node.namespace, clientLabels: labels)
  }

  func policy(host: String, subset: String?, port: Int) -> TrafficPolicy {
    configuration.effectivePolicy(
      host: host, subset: subset, port: port, clientNamespace: node.namespace, clientLabels: labels)
  }

  /// The port of a destination that may leave it open: the only one of the service, else the client's.
  func port(_ port: Int?, ofHost fqdn: String, client: Int) -> Int {
    if let port { return port }
    let ports = configuration.service(forHost: fqdn)?.ports ?? []
    return ports.count == 1 ? ports[0].number : client
  }

  static func outboundCluster(host: String, port: Int, subset: String?) -> String {
    "outbound|\(port)|\(subset ?? "")|\(host)"
  }

  static func inboundCluster(port: Int) -> String { "inbound|\(port)||" }

  /// The path of an object in the API server, which the dashboard finds its way back by.
  static func metadata(_ object: ObjectReference) -> JSONValue {
    let kinds = ["VirtualService": "virtual-service", "DestinationRule": "destination-rule", "Gateway": "gateway"]
    let kind = kinds[object.kind] ?? object.kind.lowercased()
    return .string("/apis/networking.istio.io/v1/namespaces/\(object.namespace)/\(kind)/\(object.name)")
  }
}
