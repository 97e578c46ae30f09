import Documents

extension SchemaLibrary {
  /// Where the schemas of a document refer to one another.
  enum Dialect: String { case v2 = "#/definitions/", v3 = "#/components/schemas/" }

  /// The schemas of some kinds and all that they refer to, by their published names.
  ///
  /// - Parameter kinds: kind, and the groups, versions and kinds that it is served as.
  func openAPISchemas(_ kinds: [(name: String, served: [JSONValue])], _ dialect: Dialect) -> JSONObject {
    var names: Set<String> = []
    var open = kinds.map(\.name)
    while let name = open.popLast() {
      guard let type = types[name], names.insert(name).inserted else { continue }
      for field in type.fields { Self.references(field.schema, &open) }
    }
    let served = Dictionary(kinds.map { ($0.name, $0.served) }, uniquingKeysWith: { $0 + $1 })
    var schemas = JSONObject()
    for (full, name) in names.map({ (fullName($0), $0) }).sorted(by: { $0.0 < $1.0 }) {
      guard let type = types[name], var schema = openAPI(type, dialect).object else { continue }
      if let kinds = served[name] { schema["x-kubernetes-group-version-kind"] = .array(kinds) }
      schemas.append(full, .object(schema))
    }
    return schemas
  }

  private static func references(_ schema: ObjectSchema, _ names: inout [String]) {
    switch schema {
    case .reference(let name): names.append(name)
    case .list(let element, _), .map(let element): references(element, &names)
    default: break
    }
  }

  private func openAPI(_ type: ObjectType, _ dialect: Dialect) -> JSONValue {
    var schema: JSONObject = ["type": "object"]
    if !type.required.isEmpty { schema["required"] = .array(type.required.map { .string($0) }) }
    if type.isOpen { schema["x-kubernetes-preserve-unknown-fields"] = true }
    if type.isAtomic { schema["x-kubernetes-map-type"] = "atomic" }
    var properties = JSONObject()
    for field in type.fields { properties.append(field.name, openAPI(field.schema, dialect)) }
    if !properties.isEmpty { schema["properties"] = .object(properties) }
    return .object(schema)
  }

  /// - Parameter nested: also the types below, in place of references, as a CRD writes them.
  func openAPI(_ schema: ObjectSchema, _ dialect: Dialect?) -> JSONValue {
    switch schema {
    case .any: return ["x-kubernetes-preserve-unknown-fields": true]
    case .string: return ["type": "string"]
    case .boolean: return ["type": "boolean"]
    case .number: return ["type": "number", "format": "double"]
    case .integer(let minimum):
      guard let minimum else { return ["type": "integer", "format": "int32"] }
      return ["type": "integer", "minimum": JSONValue(minimum)]
    case .intOrString:
      return dialect == .v2
        ? ["type": "string", "format": "int-or-string"] : ["x-kubernetes-int-or-string": true]
    case .duration:
      return ["type": "string"]
    case .enumeration(let names): return ["type": "string", "enum": .array(names.map { .string($0) })]
    case .map(let element): return ["type": "object", "additionalProperties": openAPI(element, dialect)]
    case .list(let element, let merge): return list(openAPI(element, dialect), merge)
    case .reference(let name):
      guard let dialect else { return types[name].map(nested) ?? ["x-kubernetes-preserve-unknown-fields": true] }
      let reference: JSONValue = ["$ref": .string(dialect.rawValue + fullName(name))]
      return dialect == .v3 ? ["default": [:], "allOf": [reference]] : reference
    }
  }

  private func list(_ items: JSONValue, _ merge: ListMerge) -> JSONValue {
    var schema: JSONObject = ["type": "array", "items": items]
    switch merge {
    case .atomic: schema["x-kubernetes-list-type"] = "atomic"
    case .set:
      schema["x-kubernetes-list-type"] = "set"
      schema["x-kubernetes-patch-strategy"] = "merge"
    case .keyed(let keys):
      schema["x-kubernetes-list-type"] = "map"
      schema["x-kubernetes-list-map-keys"] = .array(keys.map { .string($0) })
      schema["x-kubernetes-patch-strategy"] = "merge"
      schema["x-kubernetes-patch-merge-key"] = .string(keys[0])
    }
    return .object(schema)
  }

  /// The schema of a type with everything below it written out, as in a CRD.
  func nested(_ type: ObjectType) -> JSONValue {
    var schema = openAPI(type, .v3).object ?? JSONObject()
    var properties = JSONObject()
    for field in type.fields where field.name != "metadata" || type.field("spec") == nil {
      properties.append(field.name, openAPI(field.schema, nil))
    }
    schema["properties"] = .object(properties)
    return .object(schema)
  }
}
