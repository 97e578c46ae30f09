import ProxyStats

/// Puts the parts that several questions ask for together again, series by series.
struct PrometheusFold {
  private struct Identity: Hashable {
    var series: IstioSeries
    var isTCP: Bool
  }

  fileprivate struct Sum {
    var stored: StoredSeries
    var buckets: [(bound: Double, count: Double)] = []
    var durationSum = 0.0
    var hasRecent = false
  }

  private var order: [Identity] = []
  private var sums: [Identity: Sum] = [:]

  /// Adds the values that `pick` chooses of each series; nil leaves the series out. Negative rates, which no counter has,
  /// count as none.
  mutating func add(
    _ answer: PrometheusAnswer, _ pick: (PrometheusAnswer.Series) -> Double? = { $0.points.last?.value }
  ) {
    for entry in answer.series {
      guard let part = entry.labels[PrometheusQuery.part].flatMap(PrometheusQuery.Part.init), let value = pick(entry)
      else { continue }
      add(part, entry.labels, max(0, value))
    }
  }

  private mutating func add(_ part: PrometheusQuery.Part, _ labels: [String: String], _ value: Double) {
    let identity = Identity(series: IstioSeries(labels: labels), isTCP: part.isTCP)
    if sums[identity] == nil {
      order.append(identity)
      sums[identity] = Sum(stored: StoredSeries(series: identity.series, isTCP: identity.isTCP))
    }
    sums[identity]?.add(part, labels, value)
  }

  /// The series in the order in which they came.
  ///
  /// - Parameter hasRecent: whether recent rates were asked for; else those of the window stand for them.
  func series(hasRecent: Bool) -> [StoredSeries] {
    order.compactMap { identity in
      guard let sum = sums[identity] else { return nil }
      var stored = sum.stored
      if !hasRecent { stored.recentRate = stored.rate }
      if !sum.buckets.isEmpty {
        let count = sum.buckets.map(\.count).max() ?? 0
        stored.histogram = LatencyHistogram(cumulative: sum.buckets, sum: sum.durationSum, count: count)
      }
      return stored
    }
  }
}

extension PrometheusQuery.Part {
  fileprivate var isTCP: Bool {
    switch self {
    case .sent, .received, .recentSent, .recentReceived, .opened: true
    case .window, .recent, .bucket, .durationSum: false
    }
  }
}

extension PrometheusFold.Sum {
  fileprivate mutating func add(_ part: PrometheusQuery.Part, _ labels: [String: String], _ value: Double) {
    switch part {
    case .window, .sent, .received: stored.rate += value
    case .recent, .recentSent, .recentReceived: stored.recentRate += value
    case .opened: stored.connections += value
    case .durationSum: durationSum += value
    case .bucket:
      guard let bound = labels["le"].flatMap(Double.init), !bound.isNaN else { return }
      buckets.append((bound, value))
    }
  }
}
