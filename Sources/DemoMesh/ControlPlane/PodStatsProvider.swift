/// What answers for the pods of the demo behind the pod proxy subresource: the simulated proxies.
public protocol PodStatsProvider: Sendable {
  /// Answers one HTTP GET to a port of a pod.
  ///
  /// - Parameters:
  ///   - port: the container port, such as 15020, 15090 (stats) or 15000 (admin).
  ///   - path: the path with a leading slash, percent-decoded.
  ///   - query: the raw query without the question mark; empty where there is none.
  /// - Returns: nil when nothing listens there, which the API server reports as a refused connection.
  func stats(namespace: String, pod: String, port: Int, path: String, query: String) async -> PodAnswer?

  /// The log of a container, oldest line first; nil when none is kept.
  func log(namespace: String, pod: String, container: String) async -> String?
}

extension PodStatsProvider {
  public func log(namespace: String, pod: String, container: String) async -> String? { nil }
}
