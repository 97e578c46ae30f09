import Documents

/// One request to a resource, with what its path and parameters mean.
struct RequestContext: Sendable {
  let request: APIRequest
  let user: APIUser
  let path: RequestPath
  let type: ResourceType
  let verb: String
  /// A write to the `scale` subresource that changes the parent's wish.
  var scalesParent = false

  /// The version that the request speaks, such as `networking.istio.io/v1`.
  var apiVersion: String { type.apiVersion(path.version) }
  var namespace: String { type.isNamespaced ? path.namespace : "" }
  var key: ObjectKey { ObjectKey(namespace: namespace, name: path.name) }
  var isDryRun: Bool { !request.parameters("dryRun").isEmpty }

  /// The manager for `managedFields`.
  func manager(_ operation: FieldManager.Operation = .update) -> FieldManager {
    FieldManager(
      name: FieldManager.name(
        parameter: request.parameter("fieldManager"), userAgent: request.headers.first(name: "user-agent")),
      operation: operation, apiVersion: apiVersion, subresource: path.subresource)
  }

  /// What to do about fields that the schema does not know.
  enum FieldValidation: String { case strict = "Strict", warn = "Warn", ignore = "Ignore" }

  /// The parameters of a write; refused with 422 if one has a value that the API does not know.
  func checkWriteOptions(_ kind: String) throws(APIError) -> FieldValidation {
    for value in request.parameters("dryRun") where value != "All" {
      throw .invalid(
        kind: "\(kind).meta.k8s.io", group: "meta.k8s.io", detailKind: kind, "",
        [
          SchemaFinding(
            reason: .notSupported, field: "dryRun",
            message: "Unsupported value: \"\(value)\": supported values: \"All\"")
        ])
    }
    guard let text = request.parameter("fieldValidation"), !text.isEmpty else { return .warn }
    guard let validation = FieldValidation(rawValue: text) else {
      throw .invalid(
        kind: "\(kind).meta.k8s.io", group: "meta.k8s.io", detailKind: kind, "",
        [
          SchemaFinding(
            reason: .notSupported, field: "fieldValidation",
            message: "Unsupported value: \"\(text)\": supported values: \"Ignore\", \"Strict\", \"Warn\"")
        ])
    }
    return validation
  }

  /// The selectors of a list, watch or delete of a collection.
  func selectors() throws(APIError) -> (labels: LabelSelector, fields: FieldSelector) {
    (
      try LabelSelector(parsing: request.parameter("labelSelector") ?? ""),
      try FieldSelector(parsing: request.parameter("fieldSelector") ?? "", for: type)
    )
  }
}
