import MeshModel

/// How much time charts show.
enum ChartSpan {
  /// Seconds.
  static let choices: [Double] = [60, 120, 300, 600, 900, 1_800]

  /// The shortest that holds all there is.
  static func holding(_ history: History) -> Double {
    let extent = (history.points.last?.time ?? 0) - (history.points.first.map { min($0.since, $0.time) } ?? 0)
    return choices.first { $0 >= extent } ?? choices[choices.count - 1]
  }
}
