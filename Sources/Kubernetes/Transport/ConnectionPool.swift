import AsyncHTTPClient

/// The connections of a transport; closed when nobody uses them any more.
final class ConnectionPool: Sendable {
  let client: HTTPClient

  init(_ client: HTTPClient) { self.client = client }

  deinit {
    // The HTTP client must not go away while open; the callback keeps it until it is closed.
    client.shutdown { _ in }
  }
}
