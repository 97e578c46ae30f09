/// The health of a node, edge, service or namespace, in order of priority: the worst of several is the greatest.
public enum HealthStatus: String, Sendable, CaseIterable, Comparable, Codable {
  /// No data to judge by.
  case na
  /// Known, but without traffic in the window.
  case idle
  case healthy
  /// Scaled down to zero by wish.
  case notReady
  case degraded
  case failure

  private var priority: Int {
    switch self {
    case .na: 0
    case .idle: 1
    case .healthy: 2
    case .notReady: 3
    case .degraded: 4
    case .failure: 5
    }
  }

  public static func < (a: HealthStatus, b: HealthStatus) -> Bool { a.priority < b.priority }
}
