/// What is different in the contexts of the kubeconfig that a pattern fits.
public struct ContextSettings: Hashable, Sendable {
  /// A name; `*` stands for any characters.
  public var pattern: String
  /// The name of a theme.
  public var theme: String?
  public var source: TrafficSourceChoice?
  public var prometheus: PrometheusSettings?

  static let names = ["theme", "source", "prometheus"]

  func fits(_ context: String) -> Bool {
    Wildcard.matches(Array(pattern.unicodeScalars)[...], Array(context.unicodeScalars)[...])
  }
}
