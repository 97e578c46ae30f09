import MeshModel
import TrafficConfig

/// One route whose weights can be set, as the wizard shows it.
struct WeightRoute: Hashable, Sendable {
  struct Target: Hashable, Sendable {
    /// The name by which a plan asks for it: the version, the subset, or another host.
    var name: String
    var workloads: [WorkloadID]
    /// The effective share now, percent 0...100.
    var percent: Double
    var pods: Int
    var readyPods: Int

    /// Whether a row of the service's card shows traffic to this target.
    func holds(_ row: CardRow, of service: ServiceID) -> Bool {
      guard let name = row.workload else { return false }
      return workloads.contains { $0.name == name && $0.cluster == service.cluster }
    }
  }

  var split: RouteSplit
  /// `Route 2 of 2: everyone else`
  var title: String
  /// What the other routes do, in brackets; empty if there are none.
  var others: String
  var targets: [Target]
  /// Why the weights of this route cannot be set; nil if they can.
  var obstacle: String?

  /// Whole percentages that sum to 100.
  var weights: [Int] { WeightDial.apportion(100, by: targets.map { max(0, $0.percent) }) }

  /// Where the route for the same requests is in another list: the one at the same place, else the same one elsewhere.
  func place(in others: [WeightRoute]) -> Int? {
    others.firstIndex { $0.split.id == split.id && $0.split.matchSummary == split.matchSummary }
      ?? others.firstIndex {
        $0.split.matchSummary == split.matchSummary && $0.split.isOnMesh == split.isOnMesh
          && (split.isOnMesh || $0.split.entryPoints == split.entryPoints)
      }
  }
}
