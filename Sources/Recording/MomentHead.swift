import MeshModel

/// What is said once of a moment.
struct MomentHead: Codable, Sendable {
  var timestamp: Double
  var windowSeconds: Double
  var graphType: GraphType
  var problem: ControlPlaneProblem?
  var store: MetricsStoreStatus?
  var externalHosts: [String]
  var rootNamespace: String
  var rootNamespaces: [String: String]
  var domain: String
  /// Sorted.
  var listedKinds: [String]
  /// Of the history points: the end of what they stand for, its length, its start.
  var pointTime: Double?
  var pointSeconds: Double?
  var pointSince: Double?
}
