/// An outbound cluster of a proxy: `outbound|9080|v1|reviews.default.svc.cluster.local`.
struct ClusterKey: Hashable, Sendable {
  var host: String
  var port: Int
  /// Empty for the cluster of all endpoints.
  var subset: String
}
