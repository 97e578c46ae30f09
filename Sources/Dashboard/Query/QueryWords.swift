/// Values that some operands choose from, each with its other names.
enum QueryWords {
  static let nodes: [String: [String]] = [
    "service": ["svc"], "workload": ["wl", "app"], "serviceentry": ["se"], "egress": [], "unknown": [],
  ]

  static let protocols: [String: [String]] = ["http": [], "grpc": [], "tcp": []]
}

extension GraphCard {
  /// What it is, as `node` compares it.
  var queryKind: String {
    switch kind {
    case .service: "service"
    case .workload: "workload"
    case .serviceEntry: "serviceentry"
    case .egress: "egress"
    case .unknown: "unknown"
    case .namespace: "namespace"
    case .leaves: "leaves"
    }
  }
}
