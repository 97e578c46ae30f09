import Documents

extension APIError {
  static func badRequest(_ message: String) -> APIError { APIError(400, "BadRequest", message) }

  static let unauthorized = APIError(401, "Unauthorized", "Unauthorized")

  static func notFound(_ type: ResourceType, _ name: String) -> APIError {
    APIError(404, "NotFound", "\(type.id) \"\(name)\" not found", details: details(type, name))
  }

  static func methodNotAllowed(_ verb: String) -> APIError {
    APIError(
      405, "MethodNotAllowed", "the server does not allow this method on the requested resource", details: [:])
  }

  static func alreadyExists(_ type: ResourceType, _ name: String) -> APIError {
    APIError(409, "AlreadyExists", "\(type.id) \"\(name)\" already exists", details: details(type, name))
  }

  /// A stale resourceVersion.
  static func conflict(_ type: ResourceType, _ name: String) -> APIError {
    APIError(
      409, "Conflict",
      "Operation cannot be fulfilled on \(type.id) \"\(name)\": the object has been modified; "
        + "please apply your changes to the latest version and try again",
      details: details(type, name))
  }

  /// A failed precondition of a delete.
  static func preconditionFailed(
    _ type: ResourceType, _ name: String, field: String, wanted: String, found: String
  ) -> APIError {
    let what = field == "uid" ? "UID" : "ResourceVersion"
    let message =
      field == "uid"
      ? "Precondition failed: UID in precondition: \(wanted), UID in object meta: \(found)"
      : "the \(what) in the precondition (\(wanted)) does not match the \(what) in record (\(found)). "
        + "The object might have been modified"
    var details = details(type, name)
    details["kind"] = .string(type.kind)
    return APIError(
      409, "Conflict", "Operation cannot be fulfilled on \(type.id) \"\(name)\": \(message)", details: details)
  }

  /// Refused by schema or validation rules, one cause each.
  static func invalid(_ type: ResourceType, _ name: String, _ findings: [SchemaFinding]) -> APIError {
    invalid(kind: type.qualifiedKind, group: type.group, detailKind: type.kind, name, findings)
  }

  static func invalid(
    kind: String, group: String, detailKind: String, _ name: String, _ findings: [SchemaFinding]
  ) -> APIError {
    let texts = findings.map { $0.field.isEmpty ? $0.message : "\($0.field): \($0.message)" }
    let list = texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
    var details = JSONObject()
    if !name.isEmpty { details["name"] = .string(name) }
    if !group.isEmpty { details["group"] = .string(group) }
    if !detailKind.isEmpty { details["kind"] = .string(detailKind) }
    details["causes"] = .array(
      findings.map { finding in
        [
          "reason": .string(finding.reason.rawValue), "message": .string(finding.message),
          "field": .string(finding.field.isEmpty ? "<nil>" : finding.field),
        ]
      })
    return APIError(422, "Invalid", "\(kind) \"\(name)\" is invalid: \(list)", details: details)
  }

  static func invalidField(
    _ type: ResourceType, _ name: String, _ field: String, _ message: String,
    reason: SchemaFinding.Reason = .invalid
  ) -> APIError {
    invalid(type, name, [SchemaFinding(reason: reason, field: field, message: message)])
  }

  /// The text of a JSON patch failed in a way that the API does not tell.
  static let unprocessablePatch = APIError(
    422, "Invalid", "the server rejected our request due to an error in our request", details: [:])

  static func unsupportedPatch(_ accepted: [String]) -> APIError {
    APIError(
      415, "UnsupportedMediaType",
      "the body of the request was in an unknown format - accepted media types include: "
        + accepted.joined(separator: ", "),
      details: [:])
  }

  static func notAcceptable(_ accepted: [String]) -> APIError {
    APIError(
      406, "NotAcceptable",
      "only the following media types are accepted: " + accepted.joined(separator: ", "), details: [:])
  }

  static func expired(_ message: String) -> APIError { APIError(410, "Expired", message) }

  /// A watch that asks for changes that are forgotten.
  static func tooOld(_ revision: Int, _ oldest: Int) -> APIError {
    expired("too old resource version: \(revision) (\(oldest))")
  }

  /// A list at a resourceVersion of the future.
  static func tooLarge(_ revision: Int, _ current: Int) -> APIError {
    APIError(
      504, "Timeout", "Too large resource version: \(revision), current: \(current)",
      details: [
        "causes": [["reason": "ResourceVersionTooLarge", "message": "Too large resource version"]],
        "retryAfterSeconds": 1,
      ])
  }

  static func forbidden(
    _ user: String, verb: String, type: ResourceType, subresource: String, name: String, namespace: String
  ) -> APIError {
    let resource = subresource.isEmpty ? type.plural : "\(type.plural)/\(subresource)"
    let place =
      !namespace.isEmpty ? "in the namespace \"\(namespace)\"" : "at the cluster scope"
    let object = name.isEmpty ? type.id : "\(type.id) \"\(name)\""
    return APIError(
      403, "Forbidden",
      "\(object) is forbidden: User \"\(user)\" cannot \(verb) resource \"\(resource)\" in API group "
        + "\"\(type.group)\" \(place)",
      details: details(type, name))
  }

  /// For a path that is no resource.
  static func forbidden(_ user: String, _ verb: String, path: String) -> APIError {
    APIError(403, "Forbidden", "forbidden: User \"\(user)\" cannot \(verb) path \"\(path)\"", details: [:])
  }

  static func serverError(_ message: String) -> APIError { APIError(500, "", message) }

  /// Name, group and plural, as most errors have them.
  static func details(_ type: ResourceType, _ name: String) -> JSONObject {
    var details = JSONObject()
    if !name.isEmpty { details["name"] = .string(name) }
    if !type.group.isEmpty { details["group"] = .string(type.group) }
    details["kind"] = .string(type.plural)
    return details
  }
}
