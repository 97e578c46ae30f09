import MeshModel

/// What a search wants to know beyond the cards and edges.
struct QueryFacts: Sendable {
  /// Of the same look at the mesh, for labels and apps.
  var workloads: [WorkloadInfo] = []
  /// Those that are shown; nil for all.
  var namespaces: Set<String>?
}
