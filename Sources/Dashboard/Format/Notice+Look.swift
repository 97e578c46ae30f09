import Cells
import MeshModel

extension Notice.Level {
  /// Higher matters more.
  var rank: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .error: 2
    }
  }

  var sign: String {
    switch self {
    case .info: "·"
    case .warning: "!"
    case .error: "✗"
    }
  }

  var style: Style {
    switch self {
    case .info: .muted
    case .warning: .warning
    case .error: .error
    }
  }
}
