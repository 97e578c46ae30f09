import NIOCore

extension KubernetesClient {
  /// Asks a service through the API server, which needs RBAC's `get` on `services/proxy`, and folds the body as it
  /// comes.
  ///
  /// - Parameters:
  ///   - path: as the service shall see it, such as `/api/v1/query`, encoded already and without a query.
  ///   - query: names and values, which are encoded here, in this order.
  ///   - headers: what the service is told besides.
  ///   - deadline: from the start to the last byte.
  ///   - maxBytes: a longer answer ends with `tooLarge`.
  ///   - initial: the value that `consume` folds the chunks into, one after the other.
  /// - Throws: what the service answers, if that is no success, in the same cases as an answer of the API server;
  ///   `server` with 503 if the service has no endpoints.
  public func serviceProxy<Value: Sendable>(
    _ target: ServiceTarget, path: String, query: [(name: String, value: String)] = [],
    headers: [(name: String, value: Secret)] = [], deadline: Duration = .seconds(10), maxBytes: Int = 64_000_000,
    into initial: Value,
    _ consume: @escaping @Sendable (inout Value, UnsafeRawBufferPointer) throws -> Void
  ) async throws(KubernetesError) -> (head: ResponseHead, value: Value) {
    let root = ResourceKind.services.path(namespace: target.namespace, name: target.segment, subresource: "proxy")
    let call = Call(
      path: root + (path.hasPrefix("/") ? path : "/" + path) + PercentEncoding.query(query),
      summary: summary(
        "get", .services, namespace: target.namespace, name: target.segment, subresource: "proxy"),
      accept: "*/*", headers: headers, limits: TransferLimits(total: deadline, maxBytes: maxBytes), isMetered: false)
    return try await perform(call, into: initial) { value, _, chunk in
      try chunk.withUnsafeReadableBytes { try consume(&value, $0) }
    }
  }

  /// The whole body that a service answers with.
  public func serviceProxy(
    _ target: ServiceTarget, path: String, query: [(name: String, value: String)] = [],
    headers: [(name: String, value: Secret)] = [], deadline: Duration = .seconds(10), maxBytes: Int = 64_000_000
  ) async throws(KubernetesError) -> [UInt8] {
    try await serviceProxy(
      target, path: path, query: query, headers: headers, deadline: deadline, maxBytes: maxBytes, into: []
    ) { bytes, chunk in bytes.append(contentsOf: chunk) }.value
  }
}
