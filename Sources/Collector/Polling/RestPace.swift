/// How often proxies are read that nothing on the screen needs.
enum RestPace {
  /// So many proxies are read at every round whatever is looked at: that costs little, and all figures stay fresh.
  static let spared = 50
  /// Seconds between two polls of a proxy that rests, at least.
  static let leastInterval = 60.0
  /// In intervals of those that do not rest.
  static let rounds = 12.0

  /// Seconds between two polls of a proxy that rests, where the others are read every `interval` seconds.
  static func interval(_ interval: Double) -> Double { max(leastInterval, rounds * interval) }

  /// Those that are due in a round, the ones that were not asked for longest. A part of them is, in each round the same,
  /// so that they never come all at once.
  static func due(_ resting: [ProxyRecord], interval: Double) -> [ProxyRecord] {
    let share = (Double(resting.count) * interval / Self.interval(interval)).rounded(.up)
    return Array(resting.sorted { ($0.askedAt, $0.target.id) < ($1.askedAt, $1.target.id) }.prefix(Int(share)))
  }
}
