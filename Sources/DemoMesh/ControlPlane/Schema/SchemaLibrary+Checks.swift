import Documents

extension SchemaLibrary {
  /// Drops what is not declared, as the API server prunes in silence.
  ///
  /// - Returns: the fields that were dropped, such as `spec.htttp`, in the order met.
  func prune(_ value: inout JSONValue, as schema: ObjectSchema, path: String = "") -> [String] {
    switch (schema, value) {
    case (.reference(let name), .object(let object)):
      guard let type = types[name] else { return [] }
      var dropped: [String] = []
      var kept = JSONObject()
      for (key, member) in object {
        let place = path.isEmpty ? key : "\(path).\(key)"
        if let field = type.field(key) {
          var member = member
          dropped += prune(&member, as: field, path: place)
          kept.append(key, member)
        } else if type.isOpen {
          kept.append(key, member)
        } else {
          dropped.append(place)
        }
      }
      if !dropped.isEmpty { value = .object(kept) }
      return dropped
    case (.map(let element), .object(var object)):
      var dropped: [String] = []
      object.updateValues { key, member in dropped += prune(&member, as: element, path: "\(path).\(key)") }
      if !dropped.isEmpty { value = .object(object) }
      return dropped
    case (.list(let element, _), .array(var array)):
      var dropped: [String] = []
      for index in array.indices { dropped += prune(&array[index], as: element, path: "\(path)[\(index)]") }
      if !dropped.isEmpty { value = .array(array) }
      return dropped
    default:
      return []
    }
  }

  /// Drops members that are null, as decoding into the built-in kinds does.
  func dropNulls(_ value: inout JSONValue) {
    switch value {
    case .object(let object):
      var kept = JSONObject()
      for (key, member) in object where member != .null {
        var member = member
        dropNulls(&member)
        kept.append(key, member)
      }
      value = .object(kept)
    case .array(var array):
      for index in array.indices { dropNulls(&array[index]) }
      value = .array(array)
    default: break
    }
  }

  /// What the schema refuses of a value, with the words of the API server's validation of custom resources.
  func findings(in value: JSONValue, as schema: ObjectSchema, path: String = "") -> [SchemaFinding] {
    switch schema {
    case .any: return []
    case .string: return check(value.string != nil, "string", value, path)
    case .boolean: return check(value.bool != nil, "boolean", value, path)
    case .number: return check(value.number != nil, "number", value, path)
    case .intOrString:
      return value.int != nil || value.string != nil ? [] : typeFinding("integer or string", value, path)
    case .integer(let minimum):
      guard let number = value.int else { return typeFinding("integer", value, path) }
      guard let minimum, number < minimum else { return [] }
      return [
        SchemaFinding(
          reason: .invalid, field: path,
          message: "Invalid value: \(number): \(path) in body should be greater than or equal to \(minimum)")
      ]
    case .duration(let allowsZero): return durationFindings(value, allowsZero: allowsZero, path)
    case .enumeration(let allowed):
      guard let text = value.string else { return typeFinding("string", value, path) }
      if allowed.contains(text) { return [] }
      let names = allowed.map { "\"\($0)\"" }.joined(separator: ", ")
      return [
        SchemaFinding(
          reason: .notSupported, field: path, message: "Unsupported value: \"\(text)\": supported values: \(names)")
      ]
    case .map(let element):
      guard let object = value.object else { return typeFinding("object", value, path) }
      return object.flatMap { findings(in: $0.value, as: element, path: "\(path).\($0.key)") }
    case .list(let element, _):
      guard let array = value.array else { return typeFinding("array", value, path) }
      return array.enumerated().flatMap { findings(in: $0.element, as: element, path: "\(path)[\($0.offset)]") }
    case .reference(let name):
      guard let type = types[name] else { return [] }
      guard let object = value.object else { return typeFinding("object", value, path) }
      return objectFindings(object, type, path)
    }
  }

  private func objectFindings(_ object: JSONObject, _ type: ObjectType, _ path: String) -> [SchemaFinding] {
    func place(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
    var found: [SchemaFinding] = []
    for name in type.required where object[name] == nil {
      found.append(SchemaFinding(reason: .required, field: place(name), message: "Required value"))
    }
    for group in type.exclusive {
      let set = group.filter { object[$0] != nil }
      guard set.count > 1 else { continue }
      found.append(
        SchemaFinding(
          reason: .invalid, field: path,
          message: "Invalid value: \(path.isEmpty ? "\"\"" : "\"object\""): \(path) in body must validate one and only "
            + "one schema (oneOf). Found \(set.count) valid alternatives"))
    }
    for (key, member) in object {
      guard let schema = type.field(key) else { continue }
      found += findings(in: member, as: schema, path: place(key))
    }
    return found
  }

  private func durationFindings(_ value: JSONValue, allowsZero: Bool, _ path: String) -> [SchemaFinding] {
    guard let text = value.string else { return typeFinding("string", value, path) }
    guard let seconds = GoDuration.seconds(text) else {
      return [
        SchemaFinding(
          reason: .invalid, field: path,
          message: "Invalid value: \"string\": must be a valid duration greater than 1ms")
      ]
    }
    guard seconds < 0.001, !(allowsZero && seconds == 0) else { return [] }
    return [
      SchemaFinding(
        reason: .invalid, field: path,
        message: "Invalid value: \"string\": must be a valid duration greater than 1ms")
    ]
  }

  private func check(_ isRight: Bool, _ type: String, _ value: JSONValue, _ path: String) -> [SchemaFinding] {
    isRight ? [] : typeFinding(type, value, path)
  }

  private func typeFinding(_ type: String, _ value: JSONValue, _ path: String) -> [SchemaFinding] {
    let actual =
      switch value {
      case .null: "null"
      case .bool: "boolean"
      case .number(let number): number.int == nil ? "number" : "integer"
      case .string: "string"
      case .array: "array"
      case .object: "object"
      }
    return [
      SchemaFinding(
        reason: .typeInvalid, field: path,
        message: "Invalid value: \"\(actual)\": \(path) in body must be of type \(type): \"\(actual)\"")
    ]
  }
}
