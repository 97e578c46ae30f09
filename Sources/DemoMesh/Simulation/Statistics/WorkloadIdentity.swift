import MeshModel

/// What the Istio labels say about a workload: the half of a series' labels that its own proxy or its peer's fills in.
struct WorkloadIdentity: Hashable, Sendable {
  var workload: String
  var namespace: String
  var principal: String
  var app: String
  var version: String
  var canonicalService: String
  var canonicalRevision: String
  var cluster: String

  /// Reads labels as Istio's proxies do: `app` and `version` by these very names, the canonical pair with fallbacks.
  init(_ workload: WorkloadInfo, podLabels labels: [String: String]) {
    let id = workload.id
    self.workload = id.name
    namespace = id.namespace
    principal = "spiffe://\(MeshDefaults.domain)/ns/\(id.namespace)/sa/\(workload.serviceAccount)"
    app = labels["app"] ?? MeshDefaults.unknown
    version = labels["version"] ?? MeshDefaults.unknown
    canonicalService =
      labels["service.istio.io/canonical-name"] ?? labels["app.kubernetes.io/name"] ?? labels["app"] ?? id.name
    canonicalRevision =
      labels["service.istio.io/canonical-revision"] ?? labels["app.kubernetes.io/version"] ?? labels["version"]
      ?? MeshDefaults.latestRevision
    cluster = id.cluster
  }
}
