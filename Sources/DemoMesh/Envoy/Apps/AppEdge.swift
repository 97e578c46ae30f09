import MeshModel

/// Who asked which pod.
struct AppEdge: Hashable, Sendable {
  /// The calling application; nil for requests from outside, such as through the ingress gateway.
  var caller: WorkloadID?
  var workload: WorkloadID
  var pod: String
}
