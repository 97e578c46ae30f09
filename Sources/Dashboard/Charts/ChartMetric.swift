import Cells
import MeshModel
import Texts

/// What a chart shows of a history.
enum ChartMetric: Hashable, Sendable, CaseIterable {
  case rate
  /// Of what carries no requests.
  case bytes
  case errors
  /// Three lines: half of the requests are faster than the lowest, 95 and 99 of 100 than those above.
  case latency

  /// What there is something to draw of, in the order in which it is drawn.
  static func known(in history: History) -> [ChartMetric] {
    let points = history.points
    let hasRequests = points.contains { $0.percentError != nil || $0.p50 != nil || $0.p95 != nil }
    guard hasRequests else { return points.contains { $0.rate > 0 } ? [.bytes] : [.rate] }
    return points.contains { $0.p95 != nil } ? [.rate, .errors, .latency] : [.rate, .errors]
  }

  var title: String {
    switch self {
    case .rate: tr("requests")
    case .bytes: tr("bytes of TCP")
    case .errors: tr("errors")
    case .latency: tr("latency")
    }
  }

  func text(_ value: Double?) -> String {
    switch self {
    case .rate: Figures.rate(value)
    case .bytes: value.map { Figures.byteRate($0) } ?? Figures.none
    case .errors: Figures.percent(value)
    case .latency: Figures.milliseconds(value)
    }
  }

  /// A round number, in as few columns as it can be said.
  func scaleText(_ value: Double) -> String {
    switch self {
    case .errors: "\(Figures.fixed(value, value.rounded() == value ? 0 : 1))%"
    case .rate where value < 1_000: "\(Figures.fixed(value, value.rounded() == value ? 0 : value < 1 ? 2 : 1))/s"
    default: text(value)
    }
  }

  /// What is drawn, the last on top, each with its name where there are several.
  var lines: [(name: String, value: @Sendable (TrafficPoint) -> Double?)] {
    switch self {
    case .rate, .bytes: [("", { $0.rate })]
    case .errors: [("", { $0.percentError })]
    case .latency: [("p99", { $0.p99 }), ("p95", { $0.p95 }), ("p50", { $0.p50 })]
    }
  }

  /// The scale's upper end for values up to a greatest one. Errors are drawn against 5 % at least, so that a few in a
  /// thousand do not look like a cliff.
  func top(above most: Double) -> Double {
    switch self {
    case .errors: min(100, ChartScale.top(above: max(5, most)))
    case .rate, .bytes, .latency: ChartScale.top(above: most)
    }
  }
}
