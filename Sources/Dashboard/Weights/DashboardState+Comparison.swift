import TrafficConfig

extension DashboardState {
  /// Seconds that the form looks back.
  private static let comparedSeconds = 300.0

  /// The version under the cursor of a weights form beside the busiest other, of late; nil while not both have requests.
  func comparison(in screen: WeightsScreen) -> VersionComparison? {
    guard let live, let route = screen.current, route.targets.indices.contains(screen.row),
      let card = liveCard(screen.service)
    else { return nil }
    let target = route.targets[screen.row]
    let busy = card.rows.filter { $0.rate > 0 && !$0.isCopies }
    let others = busy.filter { !target.holds($0, of: screen.service) }
    guard let mine = busy.first(where: { target.holds($0, of: screen.service) }),
      let other = others.max(by: { $0.rate < $1.rate })
    else { return nil }
    return live.snapshot.compared(
      mine.versionName, with: other.versionName, of: screen.service,
      since: live.snapshot.timestamp - Self.comparedSeconds)
  }
}
