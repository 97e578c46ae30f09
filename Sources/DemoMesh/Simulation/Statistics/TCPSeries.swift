/// The values of one TCP series.
struct TCPSeries {
  let key: MetricKey
  var opened: UInt64 = 0
  var closed: UInt64 = 0
  var sentBytes: UInt64 = 0
  var receivedBytes: UInt64 = 0
  /// Rendered at the first page that shows the series.
  var labels: [UInt8] = []

  init(key: MetricKey) { self.key = key }
}
