import Documents
import NIOHTTP1

extension KubernetesClient {
  /// Creates an object; its name and namespace are read from `metadata`.
  ///
  /// - Returns: the object as stored; with `dryRun`, as it would be.
  public func create(
    _ kind: ResourceKind, namespace: String?, object: JSONValue, dryRun: Bool = false
  ) async throws(KubernetesError) -> WriteAnswer {
    let name = object["metadata"]?["name"]?.string
    return try await write(
      .POST, path: kind.path(namespace: namespace), query: [], body: object, dryRun: dryRun,
      summary: summary("create", kind, namespace: namespace, name: name))
  }

  /// Puts a whole object in the place of the one that is there. Its `metadata.resourceVersion` is the lock: a stale one
  /// is a conflict.
  public func replace(
    _ kind: ResourceKind, namespace: String?, name: String, object: JSONValue, dryRun: Bool = false
  ) async throws(KubernetesError) -> WriteAnswer {
    try await write(
      .PUT, path: kind.path(namespace: namespace, name: name), query: [], body: object, dryRun: dryRun,
      summary: summary("update", kind, namespace: namespace, name: name))
  }

  /// Changes parts of an object, or of a subresource such as `scale`.
  public func patch(
    _ kind: ResourceKind, namespace: String?, name: String, subresource: String? = nil, _ patch: PatchBody,
    dryRun: Bool = false
  ) async throws(KubernetesError) -> WriteAnswer {
    var query: [(name: String, value: String)] = []
    if case .apply(_, let force) = patch { query.append(("force", force ? "true" : "false")) }
    return try await write(
      .PATCH, path: kind.path(namespace: namespace, name: name, subresource: subresource), query: query,
      body: patch.document, contentType: patch.contentType, dryRun: dryRun,
      summary: summary("patch", kind, namespace: namespace, name: name, subresource: subresource))
  }

  /// Deletes an object.
  ///
  /// - Parameters:
  ///   - resourceVersion: if given, the object must still have it, else it is a conflict.
  ///   - uid: if given, it must still be the same object and not another of that name.
  /// - Returns: the server's answer: a Status, or the object while it is being deleted.
  @discardableResult
  public func delete(
    _ kind: ResourceKind, namespace: String?, name: String, resourceVersion: String? = nil, uid: String? = nil,
    dryRun: Bool = false
  ) async throws(KubernetesError) -> WriteAnswer {
    var options: JSONObject = ["apiVersion": "v1", "kind": "DeleteOptions"]
    var preconditions = JSONObject()
    if let uid { preconditions["uid"] = .string(uid) }
    if let resourceVersion { preconditions["resourceVersion"] = .string(resourceVersion) }
    if !preconditions.isEmpty { options["preconditions"] = .object(preconditions) }
    if dryRun { options["dryRun"] = ["All"] }
    return try await write(
      .DELETE, path: kind.path(namespace: namespace, name: name), query: [], body: .object(options), dryRun: dryRun,
      summary: summary("delete", kind, namespace: namespace, name: name))
  }

  private func write(
    _ method: HTTPMethod, path: String, query: [(name: String, value: String)], body: JSONValue,
    contentType: String = "application/json", dryRun: Bool, summary: RequestSummary
  ) async throws(KubernetesError) -> WriteAnswer {
    var query = query
    if method != .DELETE { query.append(("fieldManager", options.fieldManager)) }
    if dryRun { query.append(("dryRun", "All")) }
    let (head, document) = try await answer(
      Call(
        method: method, path: path + PercentEncoding.query(query), summary: summary, body: body.serializedBytes(),
        contentType: contentType, limits: requestLimits, isRepeatable: false))
    return WriteAnswer(document: document, warnings: head.warnings)
  }
}
