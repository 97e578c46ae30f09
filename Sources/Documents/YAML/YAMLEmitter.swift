/// Writes values in block style, as kubectl does.
struct YAMLEmitter {
  private(set) var text = ""

  mutating func emitDocument(_ value: JSONValue) {
    switch value {
    case .object(let object) where !object.isEmpty: emit(object, indent: 0, isInline: false)
    case .array(let elements) where !elements.isEmpty: emit(elements, indent: 0)
    default:
      emitScalar(value, indent: 0)
      text += "\n"
    }
  }

  /// `isInline`: the first key goes on the line that is already begun, after a dash.
  private mutating func emit(_ object: JSONObject, indent: Int, isInline: Bool) {
    for (index, (key, value)) in object.enumerated() {
      if index > 0 || !isInline { pad(indent) }
      text += Self.isSimpleKey(key) ? YAMLString.oneLine(key) : "? \(YAMLString.oneLine(key))\n"
      if !Self.isSimpleKey(key) { pad(indent) }
      text += ":"
      switch value {
      case .object(let child) where !child.isEmpty:
        text += "\n"
        emit(child, indent: indent + 2, isInline: false)
      case .array(let elements) where !elements.isEmpty:
        text += "\n"
        emit(elements, indent: indent)
      default:
        text += " "
        emitScalar(value, indent: indent + 2)
        text += "\n"
      }
    }
  }

  private mutating func emit(_ elements: [JSONValue], indent: Int, isInline: Bool = false) {
    for (index, element) in elements.enumerated() {
      if index > 0 || !isInline { pad(indent) }
      text += "- "
      switch element {
      case .object(let child) where !child.isEmpty: emit(child, indent: indent + 2, isInline: true)
      case .array(let children) where !children.isEmpty: emit(children, indent: indent + 2, isInline: true)
      default:
        emitScalar(element, indent: indent + 2)
        text += "\n"
      }
    }
  }

  /// A key of up to 128 bytes may stand before its colon; a longer one needs the `?` form.
  private static func isSimpleKey(_ key: String) -> Bool { key.utf8.count <= 128 }

  private mutating func emitScalar(_ value: JSONValue, indent: Int) {
    switch value {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let number): text += number.text
    case .string(let string): text += YAMLString.block(string, indent: indent) ?? YAMLString.oneLine(string)
    case .array: text += "[]"
    case .object: text += "{}"
    }
  }

  private mutating func pad(_ indent: Int) {
    for _ in 0..<indent { text += " " }
  }
}
