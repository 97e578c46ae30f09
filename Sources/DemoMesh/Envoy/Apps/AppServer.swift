import MeshModel

/// The pod that answers, as its responses tell it.
struct AppServer: Sendable, Hashable {
  var workload: WorkloadID
  /// The `app` label, or the workload's name.
  var app: String
  /// The `version` label.
  var version: String
  var pod: String
}
