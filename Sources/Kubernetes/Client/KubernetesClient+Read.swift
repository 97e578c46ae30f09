import Documents

extension KubernetesClient {
  /// One object.
  public func get(
    _ kind: ResourceKind, namespace: String?, name: String
  ) async throws(KubernetesError) -> JSONValue {
    try await json(
      Call(
        path: kind.path(namespace: namespace, name: name),
        summary: summary("get", kind, namespace: namespace, name: name), limits: requestLimits))
  }

  /// All objects of a kind, in one namespace or, with nil, in all.
  ///
  /// Pages of `limit` objects are read one after the other; if the server forgets the list meanwhile (410), it is read
  /// again from the start, at most twice.
  public func list(
    _ kind: ResourceKind, namespace: String?, selector: ListSelector = .all, limit: Int = 500
  ) async throws(KubernetesError) -> ObjectList {
    var restarts = 0
    while true {
      do throws(KubernetesError) {
        return try await listOnce(kind, namespace: namespace, selector: selector, limit: limit)
      } catch {
        guard error.isGone, restarts < 2 else { throw error }
        restarts += 1
      }
    }
  }

  private func listOnce(
    _ kind: ResourceKind, namespace: String?, selector: ListSelector, limit: Int
  ) async throws(KubernetesError) -> ObjectList {
    var items: [JSONValue] = []
    var token: String?
    let summary = summary("list", kind, namespace: namespace)
    while true {
      var query = selector.query
      query.append(("limit", String(max(limit, 1))))
      if let token { query.append(("continue", token)) }
      let page = try await json(
        Call(
          path: kind.path(namespace: namespace) + PercentEncoding.query(query), summary: summary, limits: requestLimits)
      )
      guard page["items"]?.array != nil || page["items"]?.isNull == true, let metadata = page["metadata"] else {
        throw KubernetesError(.malformed("no list of \(kind.plural)"), request: summary)
      }
      let apiVersion = page["apiVersion"]?.string ?? kind.apiVersion
      items.append(
        contentsOf: (page["items"]?.array ?? []).map { Self.typed($0, kind: kind.kind, apiVersion: apiVersion) })
      let next = metadata["continue"]?.string ?? ""
      guard !next.isEmpty, next != token else {
        return ObjectList(items: items, resourceVersion: metadata["resourceVersion"]?.string ?? "")
      }
      token = next
    }
  }

  /// The object with `apiVersion` and `kind`, which lists of built-in kinds leave out.
  private static func typed(_ item: JSONValue, kind: String, apiVersion: String) -> JSONValue {
    guard var object = item.object, object["kind"] == nil else { return item }
    object.insert("kind", .string(kind), at: 0)
    if object["apiVersion"] == nil { object.insert("apiVersion", .string(apiVersion), at: 0) }
    return .object(object)
  }
}
