import NIOHTTP1

extension KubernetesClient {
  /// Runs a command in a container, without input, and waits for its end. It is never repeated.
  ///
  /// - Parameters:
  ///   - command: the program and its arguments; no shell reads them.
  ///   - deadline: from the start to the end of the command. The command may live on after it.
  ///   - maxBytes: of both outputs together; more ends with `tooLarge`.
  /// - Returns: what it printed and its exit status, which may be another than 0.
  /// - Throws: `forbidden` without RBAC's right to create `pods/exec` (older servers ask for get), `server` with the
  ///   container runtime's words if the command could not be started, `truncated` if the server closes without saying
  ///   how it ended, `unreachable` with the words of a proxy that does not let it through.
  public func exec(
    namespace: String, pod: String, container: String, command: [String], deadline: Duration = .seconds(10),
    maxBytes: Int = 64_000_000
  ) async throws(KubernetesError) -> ExecOutput {
    var query: [(name: String, value: String)] = command.map { ("command", $0) }
    query += [("container", container), ("stdout", "true"), ("stderr", "true")]
    let call = Call(
      path: ResourceKind.pods.path(namespace: namespace, name: pod, subresource: "exec") + PercentEncoding.query(query),
      summary: summary("create", .pods, namespace: namespace, name: pod, subresource: "exec"), accept: "*/*",
      limits: TransferLimits(total: deadline, maxBytes: maxBytes), isRepeatable: false, isMetered: false)
    return try await authorised(call) { grant throws(KubernetesError) in
      var headers = headers(call, grant)
      // The server takes the first that it knows.
      headers.add(name: "Sec-WebSocket-Protocol", value: "v5.channel.k8s.io, v4.channel.k8s.io")
      return try await webSockets.exchange(
        path: call.path, headers: headers, tls: grant.tls, limits: call.limits, summary: call.summary)
    }
  }
}
