import Documents

extension APIServer {
  /// What a delete asks for, from its body and its parameters.
  private struct DeleteOptions {
    /// `Background`, `Foreground` or `Orphan`.
    var propagation: String
    var graceSeconds: Int?
    var uid: String?
    var resourceVersion: String?
    var isDryRun: Bool

    init(_ request: APIRequest) throws(APIError) {
      let body = request.body.isEmpty ? [:] : try RequestBody.object(request)
      propagation =
        body["propagationPolicy"]?.string ?? request.parameter("propagationPolicy")
        ?? (body["orphanDependents"]?.bool == true ? "Orphan" : "Background")
      graceSeconds = body["gracePeriodSeconds"]?.int ?? request.parameter("gracePeriodSeconds").flatMap { Int($0) }
      uid = body.value("preconditions", "uid")?.string
      resourceVersion = body.value("preconditions", "resourceVersion")?.string
      isDryRun = !(body["dryRun"]?.strings ?? []).isEmpty || !request.parameters("dryRun").isEmpty
      let wrong = ((body["dryRun"]?.strings ?? []) + request.parameters("dryRun")).first { $0 != "All" }
      if let wrong {
        throw .invalid(
          kind: "DeleteOptions.meta.k8s.io", group: "meta.k8s.io", detailKind: "DeleteOptions", "",
          [
            SchemaFinding(
              reason: .notSupported, field: "dryRun",
              message: "Unsupported value: \"\(wrong)\": supported values: \"All\"")
          ])
      }
      guard ["Background", "Foreground", "Orphan"].contains(propagation) else {
        throw .invalid(
          kind: "DeleteOptions.meta.k8s.io", group: "meta.k8s.io", detailKind: "DeleteOptions", "",
          [
            SchemaFinding(
              reason: .notSupported, field: "propagationPolicy",
              message: "Unsupported value: \"\(propagation)\": supported values: \"Foreground\", \"Background\", "
                + "\"Orphan\", \"nil\"")
          ])
      }
    }
  }

  func delete(_ context: RequestContext) throws(APIError) -> APIReply {
    let options = try DeleteOptions(context.request)
    let time = clock()
    let (document, isGone) = try store.transaction {
      (transaction: inout ObjectStore.Transaction) throws(APIError) -> (JSONValue, Bool) in
      guard let live = transaction.object(context.type.id, context.key) else {
        throw .notFound(context.type, context.path.name)
      }
      return try Self.delete(live, context.type, options, now: time, &transaction)
    }
    // What stays for a while, and pods and services, are shown; of the others only that they went.
    if !isGone || ["Pod", "Service", "ServiceAccount", "Namespace"].contains(context.type.kind) {
      return reply(document, context)
    }
    return try ObjectFormat(context.request).reply([
      "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success",
      "details": .object(Self.deletedDetails(context.type, document)),
    ])
  }

  func deleteCollection(_ context: RequestContext) throws(APIError) -> APIReply {
    let options = try DeleteOptions(context.request)
    let (labels, fields) = try context.selectors()
    let time = clock()
    let (documents, revision) = try store.transaction {
      (transaction: inout ObjectStore.Transaction) throws(APIError) -> ([JSONValue], Int) in
      let namespace = context.type.isNamespaced && !context.namespace.isEmpty ? context.namespace : nil
      var deleted: [JSONValue] = []
      for live in transaction.all(context.type.id, namespace: namespace).sorted(by: { $0.key < $1.key })
      where labels.matches(live.labels) && fields.matches(live.document) {
        deleted.append(try Self.delete(live, context.type, options, now: time, &transaction).0)
      }
      return (deleted, transaction.revision)
    }
    return try ObjectFormat(context.request).reply([
      "kind": .string(context.type.kind + "List"), "apiVersion": .string(context.apiVersion),
      "metadata": ["resourceVersion": .string(String(revision))],
      "items": .array(documents.map { converted($0, context) }),
    ])
  }

  /// Removes an object, or marks it for removal where something is to be done first.
  ///
  /// - Returns: its last state, and whether it is gone.
  private static func delete(
    _ live: StoredObject, _ type: ResourceType, _ options: DeleteOptions, now: Double,
    _ transaction: inout ObjectStore.Transaction
  ) throws(APIError) -> (JSONValue, Bool) {
    if let uid = options.uid, uid != live.document.uid {
      throw .preconditionFailed(type, live.key.name, field: "uid", wanted: uid, found: live.document.uid)
    }
    if let version = options.resourceVersion, version != String(live.revision) {
      throw .preconditionFailed(
        type, live.key.name, field: "resourceVersion", wanted: version, found: String(live.revision))
    }
    var document = live.document
    var finalizers = document.finalizers
    if options.propagation == "Foreground", !finalizers.contains("foregroundDeletion") {
      finalizers.append("foregroundDeletion")
    }
    if options.propagation == "Orphan", !options.isDryRun { orphan(live, &transaction) }
    let grace = gracePeriod(of: document, type, options)
    let waits = !finalizers.isEmpty || grace > 0 || type.kind == "Namespace"
    guard waits else {
      if !options.isDryRun { transaction.remove(type.id, live.key) }
      return (document, true)
    }
    if document.isTerminating, options.graceSeconds != 0 { return (document, false) }
    document.setMetadata("finalizers", finalizers.isEmpty ? nil : JSONValue(finalizers.map { .string($0) }))
    document.setMetadata("deletionTimestamp", .string(Timestamp.seconds(now + Double(grace))))
    document.setMetadata("deletionGracePeriodSeconds", JSONValue(grace))
    if type.kind == "Namespace" { document[["status", "phase"]] = "Terminating" }
    if options.isDryRun { return (document, false) }
    return (transaction.put(type.id, live.key, document).document, false)
  }

  /// Pods that run get time to end; what never started, or is told to end now, does not.
  private static func gracePeriod(of document: JSONValue, _ type: ResourceType, _ options: DeleteOptions) -> Int {
    guard type.kind == "Pod", document.value("spec", "nodeName") != nil else { return 0 }
    return options.graceSeconds ?? document.value("spec", "terminationGracePeriodSeconds")?.int ?? 30
  }

  /// Lets go what the object owns, so that it stays.
  private static func orphan(_ owner: StoredObject, _ transaction: inout ObjectStore.Transaction) {
    for resource in ["replicasets.apps", "pods", "endpointslices.discovery.k8s.io"] {
      for object in transaction.all(resource, namespace: owner.key.namespace) {
        let kept = object.document.ownerReferences.filter { $0["uid"]?.string != owner.document.uid }
        guard kept.count < object.document.ownerReferences.count else { continue }
        var document = object.document
        document.setMetadata("ownerReferences", kept.isEmpty ? nil : .array(kept))
        transaction.put(resource, object.key, document)
      }
    }
  }

  private static func deletedDetails(_ type: ResourceType, _ document: JSONValue) -> JSONObject {
    var details = APIError.details(type, document.objectName)
    details["uid"] = .string(document.uid)
    return details
  }
}
