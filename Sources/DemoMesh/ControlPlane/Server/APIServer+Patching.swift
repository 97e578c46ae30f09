import Documents

extension APIServer {
  private enum PatchKind { case json, merge, strategic, apply }

  func patch(_ context: RequestContext) throws(APIError) -> APIReply {
    let validation = try context.checkWriteOptions("PatchOptions")
    let kind = try Self.patchKind(context)
    if kind == .apply { return try apply(context, validation) }
    let patch = try RequestBody.json(context.request.body)
    let writer = writer(context)
    let (document, warnings) = try store.transaction {
      (transaction: inout ObjectStore.Transaction) throws(APIError) -> (JSONValue, [String]) in
      guard let live = transaction.object(context.type.id, context.key) else {
        throw .notFound(context.type, context.path.name)
      }
      let base = self.converted(live.document, context)
      var patched = try self.patched(base, by: patch, kind, context)
      patched["apiVersion"] = base["apiVersion"]
      patched["kind"] = base["kind"]
      if patched.objectName != context.path.name {
        throw .invalidField(
          context.type, context.path.name, "metadata.name",
          "Invalid value: \"\(patched.objectName)\": field is immutable")
      }
      let decoded = try writer.decode(
        patched, apiVersion: context.apiVersion, validation: validation, isPatch: true)
      let (document, warnings) = try self.replace(live, by: decoded.document, context, writer, &transaction)
      return (document, decoded.warnings + warnings)
    }
    return reply(document, context, warnings: warnings)
  }

  private static func patchKind(_ context: RequestContext) throws(APIError) -> PatchKind {
    var accepted = [
      "application/json-patch+json", "application/merge-patch+json", "application/apply-patch+yaml",
    ]
    if !context.type.isCustom { accepted.insert("application/strategic-merge-patch+json", at: 2) }
    let type = MediaType(context.request.headers.first(name: "content-type") ?? "")?.name ?? ""
    switch type {
    case "application/json-patch+json": return .json
    case "application/merge-patch+json": return .merge
    case "application/strategic-merge-patch+json" where !context.type.isCustom: return .strategic
    case "application/apply-patch+yaml", "application/apply-patch+json": return .apply
    default: throw .unsupportedPatch(accepted)
    }
  }

  private func patched(
    _ base: JSONValue, by patch: JSONValue, _ kind: PatchKind, _ context: RequestContext
  ) throws(APIError) -> JSONValue {
    switch kind {
    case .json:
      do {
        return try base.applyingJSONPatch(patch)
      } catch {
        if patch.array == nil {
          throw .badRequest(
            "error decoding patch: json: cannot unmarshal \(patch.kindName) into Go value of type "
              + "jsonpatch.Patch")
        }
        throw .unprocessablePatch
      }
    case .merge, .apply:
      guard patch.object != nil else { throw .badRequest("error decoding patch: a patch must be an object") }
      return base.applyingMergePatch(patch)
    case .strategic:
      guard patch.object != nil else { throw .badRequest("error decoding patch: a patch must be an object") }
      return StrategicMergePatch.apply(patch, to: base, as: context.type.schema, library: library)
    }
  }

  /// Server-side apply works by the schema, so it refuses a field that the schema does not know.
  private func checkDeclared(_ body: JSONValue, _ context: RequestContext) throws(APIError) {
    var copy = body
    let unknown = library.prune(&copy, as: context.type.schema)
    guard !unknown.isEmpty else { return }
    let lines = unknown.map { ".\($0): field not declared in schema" }
    let list = lines.count == 1 ? lines[0] : "errors:" + lines.map { "\n  \($0)" }.joined()
    throw .serverError(
      "failed to create typed patch object (\(context.namespace)/\(context.path.name); \(context.apiVersion), "
        + "Kind=\(context.type.kind)): \(list)")
  }

  /// Server-side apply.
  private func apply(
    _ context: RequestContext, _ validation: RequestContext.FieldValidation
  ) throws(APIError) -> APIReply {
    let manager = context.manager(.apply)
    guard !(context.request.parameter("fieldManager") ?? "").isEmpty else {
      throw .invalid(
        kind: "PatchOptions.meta.k8s.io", group: "meta.k8s.io", detailKind: "PatchOptions", "",
        [
          SchemaFinding(
            reason: .required, field: "fieldManager", message: "Required value: is required for apply patch")
        ])
    }
    let body = try RequestBody.yaml(context.request.body)
    if body.metadata["managedFields"] != nil {
      throw .badRequest("metadata.managedFields must be nil")
    }
    try checkDeclared(body, context)
    let writer = writer(context)
    let decoded = try writer.decode(body, apiVersion: context.apiVersion, validation: validation, isPatch: true)
    let stated = decoded.document
    let namespace = stated.objectNamespace
    guard stated.objectName == context.path.name, namespace.isEmpty || namespace == context.namespace else {
      throw .badRequest(
        "the name of the object (\(stated.objectName)) does not match the name on the URL (\(context.path.name))")
    }
    let force = context.request.flag("force")
    let time = timestamp
    let (document, warnings, isNew) = try store.transaction {
      (transaction: inout ObjectStore.Transaction) throws(APIError) -> (JSONValue, [String], Bool) in
      guard let live = transaction.object(context.type.id, context.key) else {
        if !stated.resourceVersion.isEmpty || !stated.uid.isEmpty { throw .notFound(context.type, context.path.name) }
        let made = try ManagedFields.apply(
          stated, to: nil, type: context.type, manager: manager, force: force, time: time)
        let (document, warnings) = try Self.insert(
          made, into: context.namespace, context, writer, &transaction, own: { _ in })
        return (document, warnings, true)
      }
      var base = self.converted(live.document, context)
      base.setMetadata("resourceVersion", nil)
      let merged = try ManagedFields.apply(
        stated, to: base, type: context.type, manager: manager, force: force, time: time)
      let (document, warnings) = try self.replace(
        live, by: merged, context, writer, &transaction, isApplied: true)
      return (document, warnings, false)
    }
    return reply(document, context, status: isNew ? 201 : 200, warnings: decoded.warnings + warnings)
  }
}
