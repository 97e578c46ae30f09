/// The way to the admin interface of proxies, however it leads there.
public protocol ProxyAdmin: Sendable {
  /// Gets a path with its query, encoded already, of the interface of `request.target`, within the request's limits.
  func get(_ path: String, of request: PollRequest) async throws(PollFailure) -> [UInt8]
}
