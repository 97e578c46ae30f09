import Documents

extension APIServer {
  func writer(_ context: RequestContext) -> ObjectWriter {
    ObjectWriter(type: context.type, library: library, names: names, now: clock())
  }

  func create(_ context: RequestContext) throws(APIError) -> APIReply {
    let validation = try context.checkWriteOptions("CreateOptions")
    let writer = writer(context)
    let decoded = try writer.decode(
      RequestBody.object(context.request), apiVersion: context.apiVersion, validation: validation)
    let namespace = try Self.namespace(of: decoded.document, context)
    if !decoded.document.resourceVersion.isEmpty {
      throw .serverError("resourceVersion should not be set on objects to be created")
    }
    let manager = context.manager()
    let time = timestamp
    let (document, warnings) = try store.transaction {
      (transaction: inout ObjectStore.Transaction) throws(APIError) -> (JSONValue, [String]) in
      try Self.insert(
        decoded.document, into: namespace, context, writer, &transaction
      ) { document in
        ManagedFields.recordUpdate(
          from: nil, to: &document, type: context.type, manager: manager, time: time)
      }
    }
    return reply(document, context, status: 201, warnings: decoded.warnings + warnings)
  }

  /// Checks a new object and stores it, unless the request is a dry run.
  ///
  /// - Parameter own: records the owners of its fields.
  static func insert(
    _ body: JSONValue, into namespace: String, _ context: RequestContext, _ writer: ObjectWriter,
    _ transaction: inout ObjectStore.Transaction, own: (inout JSONValue) -> Void
  ) throws(APIError) -> (JSONValue, [String]) {
    let type = context.type
    if type.isNamespaced { try checkNamespace(namespace, body.objectName, context, transaction) }
    var document = body
    document["apiVersion"] = .string(type.apiVersion(type.storageVersion))
    writer.prepareForCreate(&document, namespace: namespace)
    own(&document)
    let warnings = try writer.validate(document)
    let key = ObjectKey(namespace: namespace, name: document.objectName)
    if transaction.object(type.id, key) != nil { throw .alreadyExists(type, key.name) }
    if context.isDryRun { return (document, warnings) }
    return (transaction.put(type.id, key, document).document, warnings)
  }

  /// The namespace of a new object: the request's; the body may not say another.
  private static func namespace(of document: JSONValue, _ context: RequestContext) throws(APIError) -> String {
    guard context.type.isNamespaced else { return "" }
    let stated = document.objectNamespace
    if context.namespace.isEmpty {
      throw .badRequest("an empty namespace may not be set during creation")
    }
    if !stated.isEmpty, stated != context.namespace {
      throw .badRequest(
        "the namespace of the provided object does not match the namespace sent on the request")
    }
    return context.namespace
  }

  private static func checkNamespace(
    _ namespace: String, _ name: String, _ context: RequestContext, _ transaction: borrowing ObjectStore.Transaction
  ) throws(APIError) {
    let namespaces = "namespaces"
    guard let found = transaction.object(namespaces, ObjectKey(namespace: "", name: namespace)) else {
      throw APIError(
        404, "NotFound", "namespaces \"\(namespace)\" not found",
        details: ["name": .string(namespace), "kind": .string(namespaces)])
    }
    guard found.document.isTerminating else { return }
    var details = APIError.details(context.type, name)
    details["causes"] = [
      [
        "reason": "NamespaceTerminating", "message": .string("namespace \(namespace) is being terminated"),
        "field": "metadata.namespace",
      ]
    ]
    throw APIError(
      403, "Forbidden",
      "\(context.type.id) \"\(name)\" is forbidden: unable to create new content in namespace \(namespace) because it "
        + "is being terminated", details: details)
  }

  func update(_ context: RequestContext) throws(APIError) -> APIReply {
    let validation = try context.checkWriteOptions("UpdateOptions")
    let writer = writer(context)
    let decoded = try writer.decode(
      RequestBody.object(context.request), apiVersion: context.apiVersion, validation: validation)
    let stated = decoded.document.objectName
    if stated.isEmpty { throw .badRequest("name must be provided") }
    if stated != context.path.name {
      throw .badRequest(
        "the name of the object (\(stated)) does not match the name on the URL (\(context.path.name))")
    }
    let space = decoded.document.objectNamespace
    if !space.isEmpty, space != context.namespace {
      throw .badRequest(
        "the namespace of the object (\(space)) does not match the namespace on the request (\(context.namespace))")
    }
    let (document, warnings) = try store.transaction {
      (transaction: inout ObjectStore.Transaction) throws(APIError) -> (JSONValue, [String]) in
      guard let live = transaction.object(context.type.id, context.key) else {
        throw .notFound(context.type, context.path.name)
      }
      if decoded.document.resourceVersion.isEmpty, !context.type.allowsUnconditionalUpdate {
        throw .invalidField(
          context.type, context.path.name, "metadata.resourceVersion",
          "Invalid value: 0: must be specified for an update")
      }
      return try self.replace(live, by: decoded.document, context, writer, &transaction)
    }
    return reply(document, context, warnings: decoded.warnings + warnings)
  }

  /// Checks a new state of a live object and stores it, unless nothing changed or the request is a dry run.
  ///
  /// - Parameter isApplied: the owners of the fields are already written.
  func replace(
    _ live: StoredObject, by body: JSONValue, _ context: RequestContext, _ writer: ObjectWriter,
    _ transaction: inout ObjectStore.Transaction, isApplied: Bool = false
  ) throws(APIError) -> (JSONValue, [String]) {
    let type = context.type
    var document = body
    let version = document.resourceVersion
    if !version.isEmpty, version != "0", version != String(live.revision) {
      throw .conflict(type, live.key.name)
    }
    let uid = document.uid
    if !uid.isEmpty, uid != live.document.uid {
      throw .preconditionFailed(type, live.key.name, field: "uid", wanted: uid, found: live.document.uid)
    }
    writer.prepareForUpdate(
      &document, old: live.document, subresource: context.scalesParent ? "" : context.path.subresource)
    document.setMetadata("resourceVersion", .string(String(live.revision)))
    if !isApplied {
      ManagedFields.recordUpdate(
        from: live.document, to: &document, type: type, manager: context.manager(), time: timestamp)
    }
    let warnings = try writer.validate(document, old: live.document)
    if document == live.document { return (live.document, warnings) }
    if context.isDryRun { return (document, warnings) }
    if document.isTerminating, document.finalizers.isEmpty, type.kind != "Pod", type.kind != "Namespace" {
      transaction.remove(type.id, live.key)
      return (document, warnings)
    }
    return (transaction.put(type.id, live.key, document).document, warnings)
  }
}
