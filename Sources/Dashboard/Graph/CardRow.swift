import MeshModel

/// A version of a card's service: one line with its share of the traffic.
struct CardRow: Hashable, Sendable {
  /// `v1`, or what distinguishes the workload's name.
  var label: String
  var workload: String?
  var version: String?
  /// The version's node, if it had traffic.
  var node: NodeID?
  /// Requests per second that reach this version through the card's service.
  var rate: Double
  /// Bytes per second of TCP traffic.
  var byteRate: Double
  /// Percent of the card's traffic that this version got, 0...100; nil without traffic.
  var observed: Double?
  /// The requests since the weights changed; nil unless that was within the window. `observed` rests on them, then.
  var counted: Double?
  /// Percent that the VirtualService gives it, 0...100; nil where none decides.
  var configured: Double?
  /// Errors among its requests, 0...100; nil without requests.
  var percentError: Double?
  var health: Health
  var latency: Latency?
  var replicas: Replicas?
  var badges: [Badge] = []
  /// It gets copies of requests and nothing else: no share of the split.
  var isCopies = false
  /// None of its proxies could be read at the last poll.
  var isUnread = false

  /// The name that figures of versions are kept under.
  var versionName: String { version ?? workload ?? label }
  var isIdle: Bool { rate <= 0 && byteRate <= 0 }
}
