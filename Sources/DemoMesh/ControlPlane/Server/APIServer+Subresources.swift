import Documents

extension APIServer {
  func subresource(_ context: RequestContext) async throws(APIError) -> APIReply {
    let name = context.path.subresource
    guard let declared = context.type.subresources.first(where: { $0.name == name }),
      declared.verbs.contains(context.verb) || context.verb == "get" && name == "proxy"
    else { throw .methodNotAllowed(context.verb) }
    switch name {
    case "proxy": return try await podProxy(context)
    case "log": return try await podLog(context)
    case "exec":
      // What can be served was taken over by `webSockets` before.
      _ = try execOrder(context)
      throw Self.notUpgraded(context.request)
    case "scale": return try scale(context)
    case "token": return try createToken(context)
    case "finalize": return try update(context)
    default:
      switch context.verb {
      case "get": return try get(context)
      case "update": return try update(context)
      default: return try patch(context)
      }
    }
  }

  // MARK: scale

  /// The Scale of a Deployment or ReplicaSet, read and written.
  private func scale(_ context: RequestContext) throws(APIError) -> APIReply {
    let type = context.type
    if context.verb == "get" {
      guard let live = store.object(type.id, context.key) else { throw .notFound(type, context.path.name) }
      return try ObjectFormat(context.request).reply(Self.scale(of: live.document))
    }
    _ = try context.checkWriteOptions(context.verb == "patch" ? "PatchOptions" : "UpdateOptions")
    let body =
      try context.verb == "patch" ? RequestBody.json(context.request.body) : RequestBody.object(context.request)
    let isJSONPatch = context.request.headers.first(name: "content-type")?.hasPrefix("application/json-patch") ?? false
    let writer = writer(context)
    let document = try store.transaction {
      (transaction: inout ObjectStore.Transaction) throws(APIError) -> JSONValue in
      guard let live = transaction.object(type.id, context.key) else { throw .notFound(type, context.path.name) }
      let current = Self.scale(of: live.document)
      var wanted = body
      if context.verb == "patch" {
        if isJSONPatch {
          guard let patched = try? current.applyingJSONPatch(body) else { throw .unprocessablePatch }
          wanted = patched
        } else {
          wanted = current.applyingMergePatch(body)
        }
      }
      let replicas = wanted.value("spec", "replicas")?.int ?? 0
      guard replicas >= 0 else {
        throw .invalid(
          kind: "Scale.autoscaling", group: "autoscaling", detailKind: "Scale", context.path.name,
          [
            SchemaFinding(
              reason: .invalid, field: "spec.replicas",
              message: "Invalid value: \(replicas): must be greater than or equal to 0")
          ])
      }
      var document = live.document
      document.setMetadata("resourceVersion", wanted.metadata["resourceVersion"])
      document[["spec", "replicas"]] = JSONValue(replicas)
      var parent = context
      parent.scalesParent = true
      return try self.replace(live, by: document, parent, writer, &transaction).0
    }
    return try ObjectFormat(context.request).reply(Self.scale(of: document))
  }

  private static func scale(of document: JSONValue) -> JSONValue {
    var metadata = JSONObject()
    for key in ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"] {
      metadata[key] = document.metadata[key]
    }
    return [
      "kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": .object(metadata),
      "spec": ["replicas": document.value("spec", "replicas") ?? 0],
      "status": [
        "replicas": document.value("status", "replicas") ?? 0,
        "selector": .string(LabelSelector(object: document.value("spec", "selector")).text),
      ],
    ]
  }

  // MARK: pods

  /// Reaches a port of a pod: `pods/[SCHEME:]NAME[:PORT]/proxy/PATH`.
  private func podProxy(_ context: RequestContext) async throws(APIError) -> APIReply {
    guard context.request.method == "GET" || context.request.method == "HEAD" else {
      throw .methodNotAllowed(context.verb)
    }
    var parts = context.path.name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if parts.count > 1, ["http", "https"].contains(parts[0]) { parts.removeFirst() }
    let name = parts.first ?? ""
    guard parts.count <= 2, !name.isEmpty,
      let live = store.object("pods", ObjectKey(namespace: context.namespace, name: name))
    else {
      if parts.count > 2 { throw .badRequest("invalid pod request \"\(context.path.name)\"") }
      throw .notFound(context.type, name)
    }
    let pod = live.document
    guard let port = Self.port(parts.count > 1 ? parts[1] : "", of: pod) else {
      throw .badRequest("invalid pod request \"\(context.path.name)\"")
    }
    guard let address = pod.value("status", "podIP")?.string, !address.isEmpty else {
      throw .badRequest("address not allowed")
    }
    let path =
      "/" + context.path.rest.joined(separator: "/")
      + (context.path.endsWithSlash && !context.path.rest.isEmpty ? "/" : "")
    guard pod.value("status", "phase")?.string == "Running",
      let answer = await podStats?.stats(
        namespace: context.namespace, pod: name, port: port, path: path, query: context.request.rawQuery)
    else {
      throw APIError(
        503, "ServiceUnavailable",
        "error trying to reach service: dial tcp \(address):\(port): connect: connection refused")
    }
    return APIReply(status: answer.status, contentType: answer.contentType, bytes: answer.body)
  }

  /// The number of a port given as a number or a name; the first port of the pod where none is given.
  private static func port(_ text: String, of pod: JSONValue) -> Int? {
    if let number = Int(text) { return (1...65535).contains(number) ? number : nil }
    let ports = (pod.value("spec", "containers")?.array ?? []).flatMap { $0["ports"]?.array ?? [] }
    if text.isEmpty { return ports.first?["containerPort"]?.int ?? 80 }
    return ports.first { $0["name"]?.string == text }?["containerPort"]?.int
  }

  /// The container that a request is about: the one asked for, the only one, or the pod's default.
  static func container(of pod: JSONValue, asked: String?) throws(APIError) -> String {
    let spec = pod["spec"] ?? .null
    let containers = ((spec["containers"]?.array ?? []) + (spec["initContainers"]?.array ?? []))
      .compactMap { $0["name"]?.string }
    let annotated = pod.annotations["kubectl.kubernetes.io/default-container"]
    let wanted = asked ?? (containers.count == 1 ? containers[0] : annotated)
    guard let container = wanted, containers.contains(container) else {
      let list = containers.joined(separator: " ")
      throw .badRequest(
        wanted.map { "container \($0) is not valid for pod \(pod.objectName)" }
          ?? "a container name must be specified for pod \(pod.objectName), choose one of: [\(list)]")
    }
    return container
  }

  /// The log of a container, as far as one is kept.
  private func podLog(_ context: RequestContext) async throws(APIError) -> APIReply {
    guard let live = store.object("pods", context.key) else { throw .notFound(context.type, context.path.name) }
    let container = try Self.container(of: live.document, asked: context.request.parameter("container"))
    guard live.document.value("status", "phase")?.string == "Running" else {
      throw .badRequest(
        "container \"\(container)\" in pod \"\(context.path.name)\" is waiting to start: ContainerCreating")
    }
    guard let log = await podStats?.log(namespace: context.namespace, pod: context.path.name, container: container)
    else {
      throw APIError(
        501, "NotImplemented",
        "the simulated container \"\(container)\" in pod \"\(context.path.name)\" has no log; the proxies of vigla demo "
          + "--proxies envoy have one")
    }
    var lines = log.split(separator: "\n", omittingEmptySubsequences: true)
    if let tail = context.request.parameter("tailLines").flatMap({ Int($0) }), tail >= 0 { lines = lines.suffix(tail) }
    var text = lines.joined(separator: "\n")
    if !text.isEmpty { text += "\n" }
    if let limit = context.request.parameter("limitBytes").flatMap({ Int($0) }), limit > 0 {
      text = String(decoding: text.utf8.prefix(limit), as: UTF8.self)
    }
    return .text(text)
  }
}
