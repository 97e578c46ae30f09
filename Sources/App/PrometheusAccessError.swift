/// A setting for the Prometheus that cannot be used.
public struct PrometheusAccessError: Error, Hashable, CustomStringConvertible {
  public let description: String

  init(_ text: String) { description = text }
}
