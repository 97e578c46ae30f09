import ProxyStats

/// One series of a store, summed up over the proxies, with its rates.
public struct StoredSeries: Sendable {
  public var series: IstioSeries
  /// Of the metrics of TCP connections.
  public var isTCP: Bool
  /// Requests per second; bytes per second for TCP.
  public var rate: Double
  /// The same over the shortest time that the store can tell of.
  public var recentRate: Double
  /// TCP connections opened per second.
  public var connections: Double
  /// In requests per second; nil for TCP and where the store has none.
  var histogram: LatencyHistogram?

  public init(series: IstioSeries, isTCP: Bool, rate: Double = 0, recentRate: Double = 0, connections: Double = 0) {
    self.series = series
    self.isTCP = isTCP
    self.rate = rate
    self.recentRate = recentRate
    self.connections = connections
  }
}
