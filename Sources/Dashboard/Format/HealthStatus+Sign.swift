import Cells
import MeshModel

extension HealthStatus {
  /// The mark that carries the status without colour.
  var sign: String {
    switch self {
    case .healthy: "✓"
    case .degraded: "!"
    case .failure: "✗"
    case .notReady: "○"
    case .idle: "·"
    case .na: "?"
    }
  }

  var style: Style {
    switch self {
    case .healthy: .healthy
    case .degraded: .degraded
    case .failure: .failure
    case .notReady: .notReady
    case .idle: .idle
    case .na: .unknown
    }
  }

  /// The word for people.
  var word: String {
    switch self {
    case .healthy: "healthy"
    case .degraded: "degraded"
    case .failure: "failing"
    case .notReady: "scaled to zero"
    case .idle: "idle"
    case .na: "no data"
    }
  }
}
