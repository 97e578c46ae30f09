/// What of a route can be told both from a VirtualService and from a proxy's configuration: which requests it takes, and
/// what becomes of them.
struct RouteShape: Sendable, Hashable {
  /// A destination or a mirror.
  struct Target: Sendable, Hashable, Comparable {
    /// The full host name.
    var host: String
    /// Empty for the whole service.
    var subset: String

    static func < (a: Target, b: Target) -> Bool { (a.host, a.subset) < (b.host, b.subset) }
    var words: String { subset.isEmpty ? host : subset }
  }

  struct Delay: Sendable, Hashable {
    var seconds: Double
    var percent: Double
  }

  struct Abort: Sendable, Hashable {
    /// The HTTP status, or the number of the gRPC status.
    var status: Int
    var isGRPC: Bool
    var percent: Double
  }

  /// Without a slash at the end; empty for all paths.
  var path = ""
  /// By the header's name, `:method` and the like among them, `!name` for one that must not match, `?name` for a query
  /// parameter: the texts that it is compared with. Empty where only its presence counts.
  var conditions: [String: Set<String>] = [:]
  /// Each target's part of the requests; together 1, or empty.
  var shares: [Target: Double] = [:]
  /// Seconds; 0 means none. Nil where the object does not say.
  var timeout: Double?
  /// Nil where the object does not say.
  var attempts: Int?
  var delay: Delay?
  var abort: Abort?
  var mirrors: Set<Target> = []
  /// Where clients are sent: authority and path as far as they are given.
  var redirect: [String]?
  /// The status of an answer that the proxy gives by itself.
  var response: Int?

  /// Such as `v1 80 %, v2 20 %`.
  var sharesInWords: String {
    shares.sorted { $0.key < $1.key }.map { target, share in
      let percent = (share * 1_000).rounded() / 10
      return "\(target.words) \(percent == percent.rounded() ? "\(Int(percent))" : "\(percent)") %"
    }.joined(separator: ", ")
  }
}
