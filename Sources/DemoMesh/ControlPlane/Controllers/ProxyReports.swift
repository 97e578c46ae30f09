import Synchronization

/// What the data plane says of the pods' proxies, for a mesh whose pods are only ready when their proxy is.
final class ProxyReports: Sendable {
  private let reports = Mutex<[ObjectKey: ProxyReport]>([:])

  /// - Parameters:
  ///   - report: nil for a pod that is gone.
  ///   - pod: its namespace and name.
  func set(_ report: ProxyReport?, of pod: ObjectKey) { reports.withLock { $0[pod] = report } }

  /// What is known of a pod's proxy; until something is, that it is not started.
  func report(of pod: ObjectKey) -> ProxyReport { reports.withLock { $0[pod] } ?? ProxyReport() }
}
