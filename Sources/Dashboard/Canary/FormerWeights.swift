import TrafficConfig

/// The weights of a route before they were shifted, for one key back.
struct FormerWeights: Hashable, Sendable {
  private var matchSummary: String?
  private var weights: [String: Int]

  init(_ route: WeightRoute) {
    matchSummary = route.split.matchSummary
    weights = Dictionary(zip(route.targets.map(\.name), route.weights)) { first, _ in first }
  }

  /// In the order of a route's targets; nil if it is another route, or a version that had requests is gone.
  func weights(for route: WeightRoute) -> [Int]? {
    let names = route.targets.map(\.name)
    guard route.split.matchSummary == matchSummary,
      weights.allSatisfy({ $0.value == 0 || names.contains($0.key) })
    else { return nil }
    return names.map { weights[$0] ?? 0 }
  }
}
