/// How the demo's control plane is set up.
struct ControlPlaneOptions: Sendable {
  /// 0 for any free port.
  var port = 0
  /// For names, identifiers and addresses.
  var seed: UInt64 = 1
  var timing = PodTiming()
  var network = PodNetwork.cluster
  /// Whether the data plane reports on the pods' proxies, and pods are not ready before.
  var reportsProxies = false
  /// How many changes a watch can catch up with.
  var historyLimit = 4096
  /// The largest request body in bytes; etcd's own limit is half of that.
  var bodyLimit = 3 << 20
}
