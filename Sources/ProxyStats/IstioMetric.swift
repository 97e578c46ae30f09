/// A counter of Istio's standard metrics that the graph is built from.
public enum IstioMetric: UInt8, CaseIterable, Sendable {
  /// HTTP and gRPC requests.
  case requests
  /// Requests no slower than a bucket's bound; cumulative over the bounds.
  case durationBucket
  /// Milliseconds, summed.
  case durationSum
  case durationCount
  /// Bytes from the server to the client.
  case tcpSentBytes
  /// Bytes from the client to the server.
  case tcpReceivedBytes
  case tcpOpened
  case tcpClosed

  /// The name in the text, without the `envoy_` that a proxy outside Istio puts in front.
  public var name: StaticString {
    switch self {
    case .requests: "istio_requests_total"
    case .durationBucket: "istio_request_duration_milliseconds_bucket"
    case .durationSum: "istio_request_duration_milliseconds_sum"
    case .durationCount: "istio_request_duration_milliseconds_count"
    case .tcpSentBytes: "istio_tcp_sent_bytes_total"
    case .tcpReceivedBytes: "istio_tcp_received_bytes_total"
    case .tcpOpened: "istio_tcp_connections_opened_total"
    case .tcpClosed: "istio_tcp_connections_closed_total"
    }
  }

  /// Whether it is of TCP connections and not of requests.
  public var isTCP: Bool {
    switch self {
    case .requests, .durationBucket, .durationSum, .durationCount: false
    case .tcpSentBytes, .tcpReceivedBytes, .tcpOpened, .tcpClosed: true
    }
  }

  private static let all: [(metric: IstioMetric, name: StaticString)] = allCases.map { ($0, $0.name) }

  /// The metric spelt by these bytes, with or without `envoy_` in front; nil for any other name.
  static func named(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer) -> IstioMetric? {
    let from = Bytes.hasPrefix("envoy_", at: start, to: end) ? start + 6 : start
    let count = end - from
    for entry in all where entry.name.utf8CodeUnitCount == count {
      if Bytes.equal(from, entry.name.utf8Start, count) { return entry.metric }
    }
    return nil
  }
}
