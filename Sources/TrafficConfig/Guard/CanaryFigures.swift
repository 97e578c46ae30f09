import MeshModel
import Texts

/// What is seen of a version's requests in a time.
public struct CanaryFigures: Sendable, Hashable {
  public var requests: Double
  public var errors: Double
  /// Milliseconds, over the snapshot's window; nil where it is not known, and while the window reaches back before the
  /// time.
  public var p99: Double?
  /// Milliseconds, over the snapshot's window even where it reaches back before the time: to look at, not to judge by.
  public var windowP99: Double?
  /// Over the snapshot's window, which the percentile comes from; empty where that is not known.
  public var latencies: LatencyBuckets
  /// Seconds that the requests were counted in.
  public var seconds: Double

  public init(
    requests: Double = 0, errors: Double = 0, p99: Double? = nil, windowP99: Double? = nil,
    latencies: LatencyBuckets = LatencyBuckets(), seconds: Double = 0
  ) {
    self.requests = requests
    self.errors = errors
    self.p99 = p99
    self.windowP99 = windowP99
    self.latencies = latencies
    self.seconds = seconds
  }

  /// Requests per second; nil where no time is known.
  public var rate: Double? { seconds > 0 ? requests / seconds : nil }
  /// 0...100; nil without requests.
  public var percentError: Double? { requests > 0 ? errors / requests * 100 : nil }

  /// Both together; the greater percentile, since those of a mixture cannot be told.
  static func + (a: CanaryFigures, b: CanaryFigures) -> CanaryFigures {
    CanaryFigures(
      requests: a.requests + b.requests, errors: a.errors + b.errors,
      p99: [a.p99, b.p99].compactMap(\.self).max(), windowP99: [a.windowP99, b.windowP99].compactMap(\.self).max(),
      latencies: a.latencies + b.latencies, seconds: max(a.seconds, b.seconds))
  }

  /// Such as `512 requests, 0.4 % errors, p99 40 ms`.
  public var words: String {
    var words = tr("\(Int(requests.rounded())) requests")
    if let percentError { words += tr(", \(Percent.text(percentError)) errors") }
    if let p99 { words += tr(", p99 \(Percent.number(p99)) ms") }
    return words
  }
}

extension MeshSnapshot {
  /// The requests to each version of a service since a time, by the name of the version, else of the workload.
  ///
  /// - Parameter start: seconds since 1970; of points that began before it nothing counts, so that requests of an
  ///   earlier time are not in it.
  public func canaryFigures(of service: ServiceID, since start: Double) -> [String: CanaryFigures] {
    let byID = Dictionary(nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let isWindowWithin = timestamp - windowSeconds >= start
    var figures: [String: CanaryFigures] = [:]
    for edge in edges where edge.protocol != .tcp {
      guard let source = byID[edge.source], source.isService(service), let target = byID[edge.target] else { continue }
      let p99 = edge.rate > 0 ? edge.latency?.p99 : nil
      var found = CanaryFigures(p99: isWindowWithin ? p99 : nil, windowP99: p99)
      if isWindowWithin, let latencies = edge.latencyBuckets { found.latencies = latencies }
      for point in edgeHistory[edge.id] ?? [] where point.since >= start {
        found.requests += point.amount
        found.errors += point.amount * (point.percentError ?? 0) / 100
        found.seconds += point.seconds
      }
      let name = target.versionName
      figures[name] = figures[name].map { $0 + found } ?? found
    }
    return figures
  }
}
