import Documents

/// The way of a new state of an object into the store: fields checked and pruned, defaults, validation, admission.
///
/// Used within a transaction; it reads and checks, and leaves storing to the caller.
struct ObjectWriter: Sendable {
  let type: ResourceType
  let library: SchemaLibrary
  let names: NameSource
  /// Seconds since 1970.
  let now: Double

  /// What decoding a body gave.
  struct Decoded: Sendable {
    var document: JSONValue
    var warnings: [String]
  }

  /// Drops unknown fields, or refuses them, and normalises apiVersion and kind.
  func decode(
    _ body: JSONValue, apiVersion: String, validation: RequestContext.FieldValidation, isPatch: Bool = false
  ) throws(APIError) -> Decoded {
    guard case .object = body else {
      throw .badRequest(
        "couldn't get version/kind; json parse error: json: cannot unmarshal \(body.kindName) into Go "
          + "value of type struct { APIVersion string; Kind string }")
    }
    var document = body
    guard let kind = body["kind"]?.string, !kind.isEmpty else {
      throw .badRequest("Object 'Kind' is missing in '\(body.serialized().prefix(512))'")
    }
    guard let version = body["apiVersion"]?.string, !version.isEmpty else {
      throw .badRequest("Object 'apiVersion' is missing in '\(body.serialized().prefix(512))'")
    }
    guard version == apiVersion, kind == type.kind else {
      let short = apiVersion.split(separator: "/").last.map(String.init) ?? apiVersion
      if version != apiVersion, kind == type.kind {
        throw .badRequest(
          "the API version in the data (\(version)) does not match the expected API version (\(apiVersion))")
      }
      throw .badRequest(
        "\(kind) in version \"\(version)\" cannot be handled as a \(type.kind): no kind \"\(kind)\" is registered for "
          + "version \"\(apiVersion)\" (wanted \(type.kind) in \(short))")
    }
    let unknown = library.prune(&document, as: type.schema)
    var warnings: [String] = []
    if !unknown.isEmpty {
      let list = unknown.map { "unknown field \"\($0)\"" }
      switch validation {
      case .strict:
        let text = "strict decoding error: " + list.joined(separator: ", ")
        let short = apiVersion.split(separator: "/").last.map(String.init) ?? apiVersion
        if isPatch {
          throw .invalid(
            kind: "", group: "", detailKind: "", "",
            [
              SchemaFinding(
                reason: .invalid, field: "patch",
                message: "Invalid value: \(JSONValue.string(body.serialized()).serialized()): \(text)")
            ])
        }
        throw .badRequest(
          "\(type.kind) in version \"\(short)\" cannot be handled as a \(type.kind): \(text)")
      case .warn: warnings = list
      case .ignore: break
      }
    }
    if !type.isCustom { try dropNullsAndCheckTypes(&document, apiVersion) }
    if document["metadata"] == nil { document["metadata"] = [:] }
    return Decoded(document: document, warnings: warnings)
  }

  /// Built-in kinds are decoded into structures: nulls vanish, a wrong type is a decoding error.
  private func dropNullsAndCheckTypes(_ document: inout JSONValue, _ apiVersion: String) throws(APIError) {
    library.dropNulls(&document)
    let wrong = library.findings(in: document, as: type.schema).first { $0.reason == .typeInvalid }
    guard let wrong else { return }
    let short = apiVersion.split(separator: "/").last.map(String.init) ?? apiVersion
    let parts = wrong.message.split(separator: "\"")
    let actual = parts.count > 1 ? String(parts[1]) : "value"
    let wanted = wrong.message.halves(at: "must be of type ").map {
      $0.1.split(separator: ":").first.map(String.init) ?? ""
    }
    throw .badRequest(
      "\(type.kind) in version \"\(short)\" cannot be handled as a \(type.kind): json: cannot unmarshal \(actual) into "
        + "Go struct field .\(wrong.field) of type \(wanted ?? "")")
  }

  /// Fills what the server gives to a new object.
  func prepareForCreate(_ document: inout JSONValue, namespace: String) {
    if document.objectName.isEmpty, let prefix = document.metadata["generateName"]?.string, !prefix.isEmpty {
      document.setMetadata("name", .string(prefix + names.suffix()))
    }
    if type.isNamespaced { document.setMetadata("namespace", .string(namespace)) }
    document.setMetadata("uid", .string(names.uuid()))
    document.setMetadata("creationTimestamp", .string(Timestamp.seconds(now)))
    document.setMetadata("deletionTimestamp", nil)
    document.setMetadata("deletionGracePeriodSeconds", nil)
    document.setMetadata("generation", hasGeneration ? 1 : nil)
    if type.hasStatus { document["status"] = nil }
    Defaults.fill(&document, type: type, names: names)
  }

  /// Carries over from the live object what a client cannot change, and counts the generation.
  func prepareForUpdate(_ document: inout JSONValue, old: JSONValue, subresource: String) {
    if subresource == "status" {
      var kept = old
      kept["status"] = document["status"]
      kept.setMetadata("managedFields", document.metadata["managedFields"])
      kept.setMetadata("resourceVersion", document.metadata["resourceVersion"])
      document = kept
    }
    for key in [
      "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "namespace",
    ] {
      document.setMetadata(key, old.metadata[key])
    }
    document["apiVersion"] = old["apiVersion"]
    if type.hasStatus, subresource.isEmpty { document["status"] = old["status"] }
    if subresource.isEmpty { Defaults.fill(&document, type: type, names: names, old: old) }
    if hasGeneration, Self.content(document) != Self.content(old) {
      document.setMetadata("generation", JSONValue((old.metadata["generation"]?.int ?? 0) + 1))
    }
  }

  /// The schema's and the kind's own rules, then the admission webhook.
  ///
  /// - Returns: warnings for the client.
  func validate(_ document: JSONValue, old: JSONValue? = nil) throws(APIError) -> [String] {
    var findings = Validation.metadata(document, type: type)
    if type.isCustom {
      findings += library.findings(in: document, as: type.schema)
    } else {
      findings += library.findings(in: document, as: type.schema).filter { $0.reason != .typeInvalid }
      findings += Validation.content(document, old: old, type: type)
    }
    guard findings.isEmpty else { throw .invalid(type, document.objectName, findings) }
    return try Admission.review(document, type: type)
  }

  /// Whether the kind counts changes of its wish in `metadata.generation`.
  private var hasGeneration: Bool { type.isCustom || type.group == "apps" }

  /// What the generation counts: everything but metadata and status.
  private static func content(_ document: JSONValue) -> JSONValue {
    guard case .object(var object) = document else { return document }
    for key in ["apiVersion", "kind", "metadata", "status"] { object[key] = nil }
    return .object(object)
  }
}
