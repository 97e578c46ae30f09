/// The values of one HTTP or gRPC series: the counters and histograms that share its labels.
struct HTTPSeries {
  let key: MetricKey
  var requests: UInt64 = 0
  var duration = Histogram()
  var requestBytes = Histogram()
  var responseBytes = Histogram()
  /// Messages of gRPC streams; 0 for HTTP.
  var requestMessages: UInt64 = 0
  var responseMessages: UInt64 = 0
  /// Rendered at the first page that shows the series.
  var labels: [UInt8] = []

  init(key: MetricKey) { self.key = key }
}
