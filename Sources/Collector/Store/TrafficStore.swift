/// A store of metrics that tells of the mesh's traffic in place of the proxies.
public protocol TrafficStore: Sendable {
  /// What it is, such as `Prometheus`.
  var name: String { get }

  /// Where it is, as far as that is known; empty while it is looked for.
  var place: String { get async }

  /// The traffic of the window that ends now.
  func read(_ question: StoreQuestion) async throws(PollFailure) -> StoreReading

  /// Ends all connections that are its own.
  func shutdown() async
}
