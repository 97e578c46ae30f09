/// A proxy of the demo as another tool can reach it.
public struct DemoProxy: Sendable, Hashable {
  public var pod: String
  public var workload: String
  public var namespace: String
  /// The base of Envoy's admin interface; nil where the proxy has none.
  public var admin: String?
  /// The address of the stats page, `/stats/prometheus` included.
  public var stats: String
}
