import NIOCore

extension KubernetesClient {
  /// Asks a pod's port through the API server and folds the body as it comes.
  ///
  /// - Parameters:
  ///   - path: path and query as the pod shall see them, such as `/stats/prometheus?usedonly`, encoded already.
  ///   - deadline: from the start to the last byte.
  ///   - maxBytes: a longer answer ends with `tooLarge`.
  ///   - initial: the value that `consume` folds the chunks into, one after the other.
  public func podProxy<Value: Sendable>(
    namespace: String, pod: String, port: Int, path: String, deadline: Duration = .seconds(10),
    maxBytes: Int = 64_000_000, into initial: Value,
    _ consume: @escaping @Sendable (inout Value, UnsafeRawBufferPointer) throws -> Void
  ) async throws(KubernetesError) -> (head: ResponseHead, value: Value) {
    let target = path.hasPrefix("/") ? path : "/" + path
    let call = Call(
      path: ResourceKind.pods.path(namespace: namespace, name: "\(pod):\(port)", subresource: "proxy") + target,
      summary: summary("get", .pods, namespace: namespace, name: "\(pod):\(port)", subresource: "proxy"),
      accept: "*/*", limits: TransferLimits(total: deadline, maxBytes: maxBytes), isMetered: false)
    return try await perform(call, into: initial) { value, _, chunk in
      try chunk.withUnsafeReadableBytes { try consume(&value, $0) }
    }
  }

  /// The whole body that a pod's port answers with.
  public func podProxy(
    namespace: String, pod: String, port: Int, path: String, deadline: Duration = .seconds(10),
    maxBytes: Int = 64_000_000
  ) async throws(KubernetesError) -> [UInt8] {
    try await podProxy(
      namespace: namespace, pod: pod, port: port, path: path, deadline: deadline, maxBytes: maxBytes, into: []
    ) { bytes, chunk in bytes.append(contentsOf: chunk) }.value
  }
}
