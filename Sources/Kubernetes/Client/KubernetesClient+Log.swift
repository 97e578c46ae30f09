extension KubernetesClient {
  /// The newest lines of a container's log.
  ///
  /// - Parameters:
  ///   - container: nil only for pods with a single one.
  ///   - lines: how many, counted from the end.
  ///   - maxBytes: the server stops there, so a log of very long lines ends before its newest one.
  public func podLog(
    namespace: String, pod: String, container: String?, lines: Int, maxBytes: Int = 1_000_000
  ) async throws(KubernetesError) -> String {
    var query = [(name: "tailLines", value: String(max(lines, 1))), (name: "limitBytes", value: String(maxBytes))]
    if let container { query.insert((name: "container", value: container), at: 0) }
    let call = Call(
      path: ResourceKind.pods.path(namespace: namespace, name: pod, subresource: "log") + PercentEncoding.query(query),
      summary: summary("get", .pods, namespace: namespace, name: pod, subresource: "log"), accept: "*/*",
      limits: TransferLimits(total: options.requestTimeout, maxBytes: maxBytes + 65_536))
    return String(decoding: try await bytes(call).value, as: UTF8.self)
  }
}
