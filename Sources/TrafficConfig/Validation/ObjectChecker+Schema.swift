import Documents

extension ObjectChecker {
  /// Types, required fields and choices, as the API server checks them; a field that is not known is a warning, since
  /// the server drops it.
  mutating func checkSchema(_ node: DocumentNode, _ schema: MessageSchema) {
    guard case .object(let object) = node.value else {
      error(node.path, "must be an object, not \(node.value.kindName)")
      return
    }
    for key in schema.required where object[key] == nil || object[key] == .null {
      error(node.path.appending(key), "required value")
    }
    for group in schema.exclusive {
      let present = group.filter { object[$0] != nil && object[$0] != .null }
      if present.count > 1 { error(node.path, "only one of \(present.joined(separator: ", ")) may be set") }
    }
    for (key, child) in node.members where child.value != .null {
      if let type = schema.fields[key] {
        check(child, type)
      } else {
        warn(child.path, "unknown field \"\(key)\": the API server drops it")
      }
    }
  }

  private mutating func check(_ node: DocumentNode, _ type: FieldType) {
    switch type {
    case .string: expect(node, node.value.string != nil, "a string")
    case .bool: expect(node, node.value.bool != nil, "a boolean")
    case .number: expect(node, node.value.number != nil, "a number")
    case .integer(let range):
      guard let value = node.value.int else { return expect(node, false, "an integer") }
      if !range.contains(value) {
        error(node.path, "\(value) is not in the range \(range.lowerBound)..\(range.upperBound)")
      }
    case .duration, .durationOrZero: checkDuration(node, type)
    case .choice(let names):
      guard let name = node.value.string else { return expect(node, false, "a string") }
      if !names.contains(name) {
        error(node.path, "unsupported value \"\(name)\": supported values are \(names.joined(separator: ", "))")
      }
    case .list(let element):
      guard node.value.array != nil else { return expect(node, false, "a list") }
      for child in node.elements {
        if child.value == .null { error(child.path, "an entry may not be null") } else { check(child, element) }
      }
    case .map(let element):
      guard node.value.object != nil else { return expect(node, false, "an object") }
      for (_, child) in node.members {
        if child.value == .null { error(child.path, "a value may not be null") } else { check(child, element) }
      }
    case .message(let schema): checkSchema(node, schema)
    }
  }

  private mutating func expect(_ node: DocumentNode, _ isRight: Bool, _ kind: String) {
    if !isRight { error(node.path, "must be \(kind), not \(node.value.kindName)") }
  }

  private mutating func checkDuration(_ node: DocumentNode, _ type: FieldType) {
    guard let text = node.value.string else { return expect(node, false, "a duration such as \"1.5s\"") }
    guard let nanoseconds = DurationText.nanoseconds(text) else {
      return error(node.path, "\"\(text)\" is not a duration; write it as 90s, 1.5s or 250ms")
    }
    if nanoseconds == 0, case .durationOrZero = type { return }
    if nanoseconds < 1_000_000 {
      error(node.path, "duration \(text) must be greater than 1ms; leave the field out to mean none")
    } else if nanoseconds % 1_000_000 != 0 {
      error(node.path, "only durations to ms precision are supported, not \(text)")
    }
  }
}
