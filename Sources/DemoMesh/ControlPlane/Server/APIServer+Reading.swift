import Documents

extension APIServer {
  func get(_ context: RequestContext) throws(APIError) -> APIReply {
    let format = try ObjectFormat(context.request)
    guard let object = store.object(context.type.id, context.key) else {
      throw .notFound(context.type, context.path.name)
    }
    return reply(object.document, context, format)
  }

  /// One object in the form that the client asked for.
  func reply(
    _ document: JSONValue, _ context: RequestContext, _ format: ObjectFormat? = nil, status: Int = 200,
    warnings: [String] = []
  ) -> APIReply {
    let format = format ?? (try? ObjectFormat(context.request)) ?? .json
    let shown = converted(document, context)
    var reply: APIReply
    switch format {
    case .json, .yaml: reply = format.reply(shown, status: status)
    case .metadata: reply = format.reply(Self.partial(shown), status: status)
    case .table(let include):
      var table = TableWriter(type: context.type, now: clock(), include: include)
        .table(of: [shown], resourceVersion: document.resourceVersion)
      table["metadata"] = ["resourceVersion": .string(document.resourceVersion)]
      reply = format.reply(table, status: status)
    }
    reply.headers += warnings.map { ("Warning", "299 - \"\(Self.quoted($0))\"") }
    return reply
  }

  /// A stored document in the version that the request speaks.
  func converted(_ document: JSONValue, _ context: RequestContext) -> JSONValue {
    var document = document
    document["apiVersion"] = .string(context.apiVersion)
    return document
  }

  static func partial(_ document: JSONValue) -> JSONValue {
    [
      "kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": document.metadata,
    ]
  }

  func list(_ context: RequestContext) throws(APIError) -> APIReply {
    let format = try ObjectFormat(context.request)
    let (labels, fields) = try context.selectors()
    let page = try ListPage(context.request, selectorsAreSet: !labels.isEmpty || !fields.isEmpty)
    let namespace = context.path.namespace.isEmpty ? nil : context.namespace
    let (all, revision) = try page.source(store, context.type.id, namespace)
    let matching = all.filter { object in
      labels.matches(object.labels) && fields.matches(object.document)
    }
    let (shown, continuation, remaining) = page.cut(matching, revision: revision)
    var metadata: JSONObject = ["resourceVersion": .string(String(revision))]
    if let continuation { metadata["continue"] = .string(continuation) }
    if let remaining { metadata["remainingItemCount"] = JSONValue(remaining) }

    let documents = shown.map { converted($0.document, context) }
    switch format {
    case .table(let include):
      var table = TableWriter(type: context.type, now: clock(), include: include)
        .table(of: documents, resourceVersion: String(revision))
      table["metadata"] = .object(metadata)
      return format.reply(table)
    case .metadata:
      return format.reply([
        "kind": "PartialObjectMetadataList", "apiVersion": "meta.k8s.io/v1", "metadata": .object(metadata),
        "items": .array(documents.map(Self.partial)),
      ])
    case .json, .yaml:
      return format.reply([
        "kind": .string(context.type.kind + "List"), "apiVersion": .string(context.apiVersion),
        "metadata": .object(metadata), "items": .array(documents.map { itemOfList($0, context.type) }),
      ])
    }
  }

  /// Items of built-in lists have no kind of their own; those of custom resources do.
  private func itemOfList(_ document: JSONValue, _ type: ResourceType) -> JSONValue {
    guard !type.isCustom, case .object(var object) = document else { return document }
    object["apiVersion"] = nil
    object["kind"] = nil
    return .object(object)
  }

  /// A text in a Warning header: quotes escaped, control characters gone.
  static func quoted(_ text: String) -> String {
    var quoted = ""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { quoted.append("\\") }
      quoted.unicodeScalars.append(scalar.value < 0x20 || scalar.value > 0x7E ? " " : scalar)
    }
    return quoted
  }
}
