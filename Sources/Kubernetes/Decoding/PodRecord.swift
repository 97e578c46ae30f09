import Documents
import MeshModel

/// What is kept of a Pod.
public struct PodRecord: Sendable, Hashable {
  public var namespace: String
  public var info: PodInfo
  public var owner: OwnerReference?
  public var serviceAccount: String
  /// `Running`, `Pending`, `Succeeded`, `Failed` or `Unknown`.
  public var phase: String
  public var isTerminating: Bool
  /// The named ports of all containers.
  public var namedPorts: [String: Int]
  /// Distinguishes a pod from an earlier one of the same name, as StatefulSets make them.
  public var uid: String
  /// What became of its proxy's container; nil for a proxy that has run since the pod started, and without one.
  public var proxyTrouble: ProxyTrouble?
  /// What its proxy's container says of the mesh; nil without a proxy.
  public var proxyFacts: ProxyContainer?

  public var key: ObjectKey { ObjectKey(namespace: namespace, name: info.name) }

  /// Whether it is worth asking its proxy.
  public var isRunning: Bool { phase == "Running" && !info.ip.isEmpty }
  /// Whether it has ended for good, as the pods of Jobs do.
  public var isFinished: Bool { phase == "Succeeded" || phase == "Failed" }

  /// Reads a Pod; nil without a name.
  public init?(_ pod: JSONValue) {
    guard let key = ObjectKey(pod) else { return nil }
    let spec = pod["spec"]
    let status = pod["status"]
    namespace = key.namespace
    owner = OwnerReference(controllerOf: pod)
    serviceAccount = spec?["serviceAccountName"]?.string ?? "default"
    phase = status?["phase"]?.string ?? "Unknown"
    isTerminating = pod["metadata"]?["deletionTimestamp"]?.string != nil
    uid = pod["metadata"]?["uid"]?.string ?? ""
    let containers = spec?["containers"]?.array ?? []
    // A native sidecar is an init container that is restarted always.
    let sidecars = (spec?["initContainers"]?.array ?? []).filter { $0["restartPolicy"]?.string == "Always" }
    namedPorts = [:]
    for container in containers + sidecars {
      for port in container["ports"]?.array ?? [] {
        if let name = port["name"]?.string, let number = port["containerPort"]?.int { namedPorts[name] = number }
      }
    }
    let isReady = (status?["conditions"]?.array ?? []).contains {
      $0["type"]?.string == "Ready" && $0["status"]?.string == "True"
    }
    let statuses = ["containerStatuses", "initContainerStatuses"].flatMap { status?[$0]?.array ?? [] }
    proxyTrouble = statuses.first { $0["name"]?.string == "istio-proxy" }.flatMap { ProxyTrouble(containerStatus: $0) }
    let labels = pod["metadata"]?["labels"]?.stringMap ?? [:]
    let annotations = pod["metadata"]?["annotations"]?.stringMap ?? [:]
    let facts = ProxyContainer(
      containers: containers, sidecars: sidecars, labels: labels, annotations: annotations, namespace: key.namespace)
    proxyFacts = facts
    info = PodInfo(
      name: key.name, ip: status?["podIP"]?.string ?? "", labels: labels, isReady: isReady && !isTerminating,
      hasProxy: facts != nil, proxy: facts?.kind)
    info.proxyVersion = facts?.version
    info.revision = facts?.revision
    info.isAmbient = annotations["ambient.istio.io/redirection"] == "enabled"
  }
}
