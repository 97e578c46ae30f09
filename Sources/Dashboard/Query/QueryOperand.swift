/// What an expression can ask about, by the name that it is asked for with. Names and meanings are those of Kiali's find
/// and hide where it has them, so that what an operator knows by heart works here too.
enum QueryOperand: String, Hashable, Sendable, CaseIterable {
  // Cards, texts.
  case name, app, version, workload, service, namespace, cluster, node
  /// `label:KEY`, a label of the workloads.
  case label
  // Cards, figures.
  case httpin, httpout, grpcin, grpcout, tcpin, tcpout, rank
  // Cards and edges, figures.
  case rps, p50, p95, p99
  case error = "%error"
  // Edges, figures.
  case http, grpc, tcp
  case httpError = "%httperr"
  case grpcError = "%grpcerr"
  case httpTraffic = "%httptraffic"
  case grpcTraffic = "%grpctraffic"
  case responsetime, throughput
  // Edges, texts.
  case `protocol`
  // Cards, yes or no.
  case circuitbreaker, dead, egress, faultinjection, gateway, healthy, idle, inaccessible, mirroring, offweights
  case outofmesh, outside, requestrouting, requesttimeout, serviceentry, sidecar, tcptrafficshifting, trafficshifting
  case trafficsource, virtualservice
  // Edges, yes or no.
  case copies, mtls, traffic

  /// What kind of value it has.
  enum Kind: Hashable, Sendable {
    case text, flag
    case number(QueryUnit)
  }

  var kind: Kind {
    switch self {
    case .name, .app, .version, .workload, .service, .namespace, .cluster, .node, .label, .protocol: .text
    case .httpin, .httpout, .grpcin, .grpcout, .rps, .http, .grpc: .number(.rate)
    case .tcpin, .tcpout, .tcp, .throughput: .number(.bytes)
    case .error, .httpError, .grpcError, .httpTraffic, .grpcTraffic: .number(.percent)
    case .p50, .p95, .p99, .responsetime: .number(.milliseconds)
    case .rank: .number(.count)
    default: .flag
    }
  }

  var subject: QuerySubject {
    switch self {
    case .rps, .error, .p50, .p95, .p99: [.cards, .links]
    case .http, .grpc, .tcp, .httpError, .grpcError, .httpTraffic, .grpcTraffic, .responsetime, .throughput, .protocol,
      .copies, .mtls, .traffic:
      .links
    default: .cards
    }
  }

  /// Other names of the same.
  var aliases: [String] {
    switch self {
    case .workload: ["wl"]
    case .service: ["svc"]
    case .namespace: ["ns"]
    case .error: ["%err"]
    case .httpError: ["%httperror"]
    case .grpcError: ["%grpcerror"]
    case .responsetime: ["rt"]
    case .circuitbreaker: ["cb"]
    case .faultinjection: ["fi"]
    case .gateway: ["gw"]
    case .outofmesh: ["om"]
    case .outside: ["outsider"]
    case .requestrouting: ["rr"]
    case .requesttimeout: ["rto"]
    case .serviceentry: ["se"]
    case .sidecar: ["sc"]
    case .tcptrafficshifting: ["tcpts"]
    case .trafficshifting: ["ts"]
    case .trafficsource: ["root"]
    case .virtualservice: ["vs"]
    default: []
    }
  }

  /// As it is typed; a label waits for its key.
  var word: String { self == .label ? "label:" : rawValue }

  /// The operand of a name, whatever its case.
  ///
  /// - Complexity: O(1).
  static func named(_ word: String) -> QueryOperand? { byName[word.lowercased()] }

  private static let byName: [String: QueryOperand] = {
    var names: [String: QueryOperand] = [:]
    for operand in allCases where operand != .label {
      for name in [operand.rawValue] + operand.aliases { names[name] = operand }
    }
    return names
  }()

  static var allNames: [String] { byName.keys.sorted() }

  /// What Kiali can be asked and this graph cannot tell.
  static let absent: Set<String> = [
    "operation", "op", "sourceprincipal", "destprincipal", "workloadentry", "we",
  ]
}
