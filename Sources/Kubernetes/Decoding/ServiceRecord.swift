import Documents
import MeshModel

/// What is kept of a Service. Named target ports stand until the pods are known.
public struct ServiceRecord: Sendable, Hashable {
  /// The port of the pods, by number or by the name that a container gives it.
  public enum TargetPort: Sendable, Hashable {
    case number(Int)
    case name(String)
  }

  public var namespace: String
  public var name: String
  public var selector: [String: String]
  public var labels: [String: String]
  public var ports: [ServicePort]
  /// In the order of `ports`.
  public var targetPorts: [TargetPort]
  /// `ClusterIP`, `NodePort`, `LoadBalancer` or `ExternalName`.
  public var type: String
  public var isHeadless: Bool
  /// What an ExternalName service stands for.
  public var externalName: String?
  /// Why Istio could not bind it to its waypoint.
  public var unboundWaypoint: String?

  public var key: ObjectKey { ObjectKey(namespace: namespace, name: name) }

  /// Reads a Service; nil without a name.
  public init?(_ service: JSONValue) {
    guard let key = ObjectKey(service) else { return nil }
    let spec = service["spec"]
    namespace = key.namespace
    name = key.name
    labels = service["metadata"]?["labels"]?.stringMap ?? [:]
    type = spec?["type"]?.string ?? "ClusterIP"
    externalName = type == "ExternalName" ? spec?["externalName"]?.string : nil
    isHeadless = spec?["clusterIP"]?.string == "None"
    selector = type == "ExternalName" ? [:] : spec?["selector"]?.stringMap ?? [:]
    let bound = service["status"]?["conditions"]?.array?.first { $0["type"]?.string == "istio.io/WaypointBound" }
    if let bound, bound["status"]?.string == "False" {
      let words = [bound["reason"]?.string, bound["message"]?.string].compactMap(\.self).filter { !$0.isEmpty }
      unboundWaypoint = words.joined(separator: ": ")
    }
    ports = []
    targetPorts = []
    for port in spec?["ports"]?.array ?? [] {
      guard let number = port["port"]?.int else { continue }
      let target: TargetPort =
        if let named = port["targetPort"]?.string {
          Int(named).map(TargetPort.number) ?? .name(named)
        } else {
          .number(port["targetPort"]?.int ?? number)
        }
      let resolved = if case .number(let value) = target, value > 0 { value } else { number }
      ports.append(
        ServicePort(
          name: port["name"]?.string ?? "", number: number, targetPort: resolved,
          appProtocol: port["appProtocol"]?.string))
      targetPorts.append(target)
    }
  }

  /// The Service as the mesh sees it.
  ///
  /// - Parameter pods: of the namespace; the first selected one that names a target port resolves it. Without one the
  ///   port's own number stands.
  public func info(cluster: String = MeshDefaults.cluster, pods: [PodRecord] = []) -> ServiceInfo {
    var info = ServiceInfo(
      id: ServiceID(cluster: cluster, namespace: namespace, name: name), selector: selector, ports: ports)
    info.type = type
    info.isHeadless = isHeadless
    info.externalName = externalName
    info.waypoint = labels["istio.io/use-waypoint"]
    info.waypointNamespace = labels["istio.io/use-waypoint-namespace"]
    info.unboundWaypoint = unboundWaypoint
    for (index, target) in targetPorts.enumerated() {
      guard case .name(let name) = target else { continue }
      let number = pods.lazy.filter { $0.namespace == namespace && info.selects($0.info.labels) }
        .compactMap { $0.namedPorts[name] }.first
      if let number { info.ports[index].targetPort = number }
    }
    return info
  }
}
