import MeshModel

/// A pod's proxy that is to be configured.
struct EnvoyNode: Sendable, Hashable, Identifiable {
  /// What the proxy is for.
  enum Role: String, Sendable, Hashable {
    /// Beside an application.
    case sidecar
    /// At the edge of the mesh.
    case gateway = "router"
  }

  var role: Role
  var workload: WorkloadInfo
  var pod: PodInfo

  /// As istiod names its proxies.
  var id: String {
    "\(role.rawValue)~\(pod.ip)~\(pod.name).\(namespace)~\(namespace).svc.\(MeshDefaults.domain)"
  }
  var namespace: String { workload.id.namespace }
  /// The labels by which objects select it.
  var labels: [String: String] { pod.labels.isEmpty ? workload.labels : pod.labels }
  /// What its certificate says about it.
  var principal: String { "spiffe://\(MeshDefaults.domain)/ns/\(namespace)/sa/\(workload.serviceAccount)" }
}
