/// A label tuple that a proxy's page has shown for the first time.
public struct SeenSeries: Hashable, Sendable {
  public let series: IstioSeries
  /// Whether it is of the metrics of TCP connections. Tuples of requests and of connections are never the same.
  public let isTCP: Bool
}
