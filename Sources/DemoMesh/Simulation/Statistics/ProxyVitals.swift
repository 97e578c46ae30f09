/// What a proxy's own Envoy stats tell about it at one moment.
struct ProxyVitals: Sendable {
  /// Seconds since the proxy started.
  var uptime: Double
  /// Seconds since 1970 of the newest configuration.
  var configTime: Double
  /// How often the control plane sent it configuration.
  var configPushes: Int
  /// A number that names the configuration.
  var configVersion: UInt64
  var activeClusters: Int
  /// The most clusters that it ever had at once; never falls.
  var clustersAdded: Int
  var activeListeners: Int
  /// Open downstream connections.
  var connections: Int
  /// Series in its store; memory grows with it.
  var series: Int
  /// Has answered the readiness probe.
  var isLive = true
}
