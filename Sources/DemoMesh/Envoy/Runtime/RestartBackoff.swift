/// How long to wait before a proxy that ended is started again: half a second, twice as long each time up to ten
/// seconds, and from the beginning after it has run for half a minute.
struct RestartBackoff: Sendable, Hashable {
  static let first = Duration.milliseconds(500)
  static let longest = Duration.seconds(10)
  static let stable = Duration.seconds(30)

  private var following = first

  /// - Parameter alive: how long the proxy has run.
  mutating func next(alive: Duration) -> Duration {
    if alive >= Self.stable { following = Self.first }
    defer { following = min(following * 2, Self.longest) }
    return following
  }
}
