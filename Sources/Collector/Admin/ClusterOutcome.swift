/// One kind of outcome of requests to a host of a cluster.
struct ClusterOutcome: Hashable, Sendable, Comparable {
  /// The cluster's name.
  var cluster: String
  /// The host's address; empty where no host was chosen.
  var host: String
  /// A response code; `5xx` and `2xx-4xx` where only the class is known.
  var code: String
  var flags: String

  static let success = "2xx-4xx"
  static let failure = "5xx"

  static func < (a: Self, b: Self) -> Bool {
    (a.cluster, a.host, a.code, a.flags) < (b.cluster, b.host, b.code, b.flags)
  }
}
