import MeshModel

extension LatencyBuckets {
  /// The requests of a histogram of requests per second.
  ///
  /// - Parameter seconds: that it covers.
  /// - Returns: nil without requests.
  init?(_ histogram: LatencyHistogram, over seconds: Double) {
    let bounds = histogram.bounds
    self.init(
      bounds.indices.map {
        Bucket(lower: $0 == 0 ? 0 : bounds[$0 - 1], upper: bounds[$0], count: histogram.counts[$0] * seconds)
      })
    if isEmpty { return nil }
  }
}
