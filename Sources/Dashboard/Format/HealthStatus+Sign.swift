import Cells
import MeshModel
import Texts

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
    case .healthy: tr("healthy")
    case .degraded: tr("degraded")
    case .failure: tr("failing")
    case .notReady: tr("scaled to zero")
    case .idle: tr("idle")
    case .na: tr("no data")
    }
  }
}
