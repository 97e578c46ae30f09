/// How a store of metrics answers that tells of the traffic in place of the proxies.
public struct MetricsStoreStatus: Hashable, Sendable, Codable {
  /// What it is, such as `Prometheus`.
  public var name: String
  /// Where it is: `istio-system/prometheus:9090`, or a URL without credentials; empty while it is looked for.
  public var place: String
  /// Why it could not be read the last time; nil when it was.
  public var problem: String?
  /// Seconds since it was read; nil if never.
  public var age: Double?
  /// Seconds between two of its own looks at the proxies; nil where not known.
  public var scrapeInterval: Double?

  public init(
    name: String, place: String, problem: String? = nil, age: Double? = nil, scrapeInterval: Double? = nil
  ) {
    self.name = name
    self.place = place
    self.problem = problem
    self.age = age
    self.scrapeInterval = scrapeInterval
  }
}
