/// Hints for somebody who sees the dashboard for the first time, each at the place that it is about.
public struct Tour: Hashable, Sendable {
  /// The hints that were put away.
  var dismissed: Set<TourHint> = []

  public init() {}

  /// The first hint for a place that was not put away.
  func hint(at place: TourHint.Place) -> TourHint? {
    TourHint.allCases.first { $0.place == place && !dismissed.contains($0) }
  }
}
