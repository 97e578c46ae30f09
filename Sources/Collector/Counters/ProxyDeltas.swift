/// The growth of all series of one proxy between two of its own polls.
struct ProxyDeltas: Sendable {
  /// The time of the newer poll, in seconds since 1970.
  let end: Double
  /// Seconds between the two.
  let elapsed: Double
  /// The time of the mark, from which the recent growth runs.
  let mark: Double
  /// By position in the parser's series.
  let series: [SeriesDelta]
}
