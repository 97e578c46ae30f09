/// How much a message matters.
public enum Severity: String, Hashable, Sendable, CaseIterable {
  case info, warning, error

  /// Higher for what matters more.
  var rank: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .error: 2
    }
  }
}
