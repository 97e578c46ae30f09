import Yams

/// Turns the nodes that Yams composes into JSON values.
///
/// Aliases arrive as shared nodes: converting expands them, so the number of values is bounded.
struct YAMLNodeConverter {
  private var nodes = 0

  mutating func value(of node: Node, depth: Int = 0) throws(YAMLParseError) -> JSONValue {
    nodes += 1
    guard nodes <= YAMLText.maximumNodes else {
      throw Self.error("the document expands to more than \(YAMLText.maximumNodes) values", node)
    }
    guard depth <= JSONValue.maximumDepth else {
      throw Self.error("nested more than \(JSONValue.maximumDepth) deep", node)
    }
    switch node {
    case .scalar(let scalar): return try Self.value(of: scalar, node)
    case .sequence(let sequence):
      var elements: [JSONValue] = []
      elements.reserveCapacity(sequence.count)
      for element in sequence { elements.append(try value(of: element, depth: depth + 1)) }
      return .array(elements)
    case .mapping(let mapping): return .object(try object(of: mapping, depth: depth))
    case .alias: throw Self.error("an alias without its anchor", node)
    }
  }

  private mutating func object(of mapping: Node.Mapping, depth: Int) throws(YAMLParseError) -> JSONObject {
    var object = JSONObject()
    var names = Set<String>()
    var merged: [JSONObject] = []
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key else { throw Self.error("a key must be a scalar", key) }
      if scalar.style == .plain, scalar.string == "<<" {
        merged += try mergeSources(value, depth: depth + 1)
        continue
      }
      let name = try Self.keyText(of: scalar, key)
      // Yams compares keys by their text; two spellings of one key (1 and 0x1) meet only here.
      guard names.insert(name).inserted else { throw Self.error("key given twice: \"\(name)\"", key) }
      object.append(name, try self.value(of: value, depth: depth + 1))
    }
    for source in merged {
      for (key, value) in source where names.insert(key).inserted { object.append(key, value) }
    }
    return object
  }

  /// The objects that `<<` brings in: one mapping, or a list of them, of which earlier ones win.
  private mutating func mergeSources(_ node: Node, depth: Int) throws(YAMLParseError) -> [JSONObject] {
    switch try value(of: node, depth: depth) {
    case .object(let object): return [object]
    case .array(let elements):
      let objects = elements.compactMap(\.object)
      guard objects.count == elements.count else { throw Self.error("<< merges mappings only", node) }
      return objects
    default: throw Self.error("<< merges mappings only", node)
    }
  }

  private static func keyText(of scalar: Node.Scalar, _ node: Node) throws(YAMLParseError) -> String {
    guard scalar.style == .plain else { return scalar.string }
    switch YAMLScalar.resolve(scalar.string) {
    case .string(let text): return text
    case .number(let number): return number.text
    case .bool(let value): return value ? "true" : "false"
    case .null: return scalar.string == "null" ? "null" : scalar.string
    default: return scalar.string
    }
  }

  private static func value(of scalar: Node.Scalar, _ node: Node) throws(YAMLParseError) -> JSONValue {
    let isPlain = scalar.style == .plain || scalar.style == .any
    switch scalar.tag.rawValue {
    case "": break
    case "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:binary", "tag:yaml.org,2002:timestamp":
      return .string(scalar.string)
    case "tag:yaml.org,2002:null": return .null
    case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool":
      let value = YAMLScalar.resolve(scalar.string)
      if case .string = value {
        throw error("\"\(scalar.string)\" does not have the type that its tag names", node)
      }
      return value
    default: return .string(scalar.string)
    }
    guard isPlain else { return .string(scalar.string) }
    guard !YAMLScalar.isNotFinite(scalar.string) else {
      throw error("\(scalar.string) cannot be written as JSON", node)
    }
    return YAMLScalar.resolve(scalar.string)
  }

  private static func error(_ message: String, _ node: Node) -> YAMLParseError {
    YAMLParseError(message: message, line: node.mark?.line, column: node.mark?.column)
  }
}
