import NIOHTTP1

extension KubernetesClient {
  /// Posts a form to a service, through the API server's proxy of services, and gives the body of the answer. The form is to
  /// be a question: it may be sent twice.
  ///
  /// RBAC calls a POST through it `create`. Where only `get` is allowed, the same form is sent as the query of a GET.
  ///
  /// - Parameters:
  ///   - path: starts with a slash.
  ///   - headers: what the service is told beside the form.
  public func servicePost(
    _ target: ServiceTarget, path: String, form: [(name: String, value: String)],
    headers: [(name: String, value: Secret)] = [], deadline: Duration = .seconds(10), maxBytes: Int = 64_000_000
  ) async throws(KubernetesError) -> [UInt8] {
    let root = ResourceKind.services.path(namespace: target.namespace, name: target.segment, subresource: "proxy")
    let call = Call(
      method: .POST, path: root + path,
      summary: summary(
        "create", .services, namespace: target.namespace, name: target.segment, subresource: "proxy"),
      body: Array(PercentEncoding.query(form).utf8.dropFirst()), contentType: "application/x-www-form-urlencoded",
      headers: headers, limits: TransferLimits(total: deadline, maxBytes: maxBytes))
    do throws(KubernetesError) {
      return try await bytes(call).value
    } catch {
      guard error.isForbidden || error.isMethodRefused else { throw error }
    }
    return try await serviceProxy(
      target, path: path, query: form, headers: headers, deadline: deadline, maxBytes: maxBytes)
  }
}

extension KubernetesError {
  /// Whether something on the way takes no POST.
  var isMethodRefused: Bool { if case .server(code: 405, _) = reason { true } else { false } }
}
