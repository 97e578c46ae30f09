import MeshModel

extension HealthStatus {
  /// One character that tells the status without colour.
  var sign: String {
    switch self {
    case .healthy: "✓"
    case .degraded: "!"
    case .failure: "✗"
    case .idle: "·"
    case .notReady: "○"
    case .na: "?"
    }
  }

  /// The status in a word for people.
  var word: String {
    switch self {
    case .notReady: "not ready"
    case .na: "no data"
    default: rawValue
    }
  }
}
