import MeshModel

/// A card of the graph: a service with its versions, or whatever else takes part in the traffic.
struct GraphCard: Hashable, Sendable, Identifiable {
  /// What the card stands for.
  enum Kind: Hashable, Sendable {
    /// A Kubernetes Service and the workloads behind it.
    case service
    /// An app or workload that no known service leads to, such as a gateway or a load generator.
    case workload
    /// A host outside the mesh with a ServiceEntry.
    case serviceEntry
    /// Traffic that leaves the mesh without one, or is refused there.
    case egress
    /// Callers without a proxy.
    case unknown
    /// All services and workloads of a namespace, folded into one card.
    case namespace
    /// The many callees of a card that nobody else calls, or its callers, folded into one card.
    case leaves
  }

  let id: CardID
  var kind: Kind
  var title: String
  var namespace: String
  /// The namespace is none of those asked for, so the card names it.
  var isForeign: Bool
  var service: ServiceID?
  /// Node of the service itself, if the snapshot has one.
  var serviceNode: NodeID?
  /// Sorted by version.
  var rows: [CardRow]
  var health: Health
  var inbound: RequestTotals
  var outbound: RequestTotals
  var latency: Latency?
  var badges: [Badge]
  /// Responses to the requests that came in, summed over callers.
  var responses: [ResponseKey: Double]
  /// The observed split differs from the weights beyond chance.
  var isOffWeights = false
  /// When the weights were seen to change, in seconds since 1970; nil unless that was within the window.
  var weightsChanged: Double?
  /// Its proxies that could not be read at the last poll: what only they report is missing.
  var unread: [ProxyStatus] = []
  /// Pods behind the service, where the graph shows services alone.
  var pods = 0
  /// The cards that this one stands for, if it is of a namespace or of leaves.
  var members = 0
  /// One of Istio's own gateways.
  var isGateway = false
  /// Some of what comes in is not over mutual TLS.
  var takesPlainText = false
  /// Requests per second that the card sends to itself.
  var selfRate: Double = 0
  /// Polls since the card was last part of a snapshot; drawn dim when greater than 0.
  var missedPolls = 0
  /// Of its oldest node; see `MeshEdge.asOf`.
  var asOf: Double?

  var isLingering: Bool { missedPolls > 0 }
  /// A VirtualService decides how the traffic is split among the versions.
  var hasConfiguredSplit: Bool { rows.contains { $0.configured != nil } }
  /// What flows through the card: what comes in, or for a root what goes out.
  var traffic: RequestTotals { inbound.isZero ? outbound : inbound }
  /// The health of a version; of several, the reason names it, since its figures are not those of the card.
  func health(of row: CardRow) -> Health {
    var health = row.health
    if rows.count > 1, let reason = health.reason { health.reason = "\(shownLabel(of: row)): \(reason)" }
    return health
  }
  /// The error that occurs most, as code, flags and percentage of all requests; nil without errors.
  var topError: ErrorShare? { ErrorShare.worst(of: responses) }

  /// Its figures are as old as the oldest of them.
  mutating func date(_ other: Double?) { asOf = [asOf, other].compactMap(\.self).min() }
}
