/// Where figures of traffic come from.
public enum TrafficSource: String, Sendable, CaseIterable, Codable {
  /// The `istio_*` metrics of the proxies.
  case istio
  /// The per-host counters of Envoy's `/clusters`, for proxies that have no `istio_*` metrics.
  case clusters

  /// As people know it.
  public var words: String { self == .istio ? "istio_*" : "clusters" }
}
