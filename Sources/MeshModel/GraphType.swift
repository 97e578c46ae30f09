/// What a node of the graph stands for, with Kiali's four ways to fold series into nodes.
public enum GraphType: String, Sendable, CaseIterable, Codable {
  /// One node per app and version, keyed by workload.
  case versionedApp = "versioned-app"
  /// One node per app: versions folded together.
  case app
  /// One node per workload.
  case workload
  /// One node per service, workloads reduced away.
  case service
}
