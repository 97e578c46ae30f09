/// Named types, read from a compact notation. Lines that begin at the margin name packages and types, indented lines
/// the fields of the type before:
///
/// ```
/// package io.k8s.api.core.v1
/// type ServiceSpec                        `open` after the name: undeclared fields are kept; `atomic`: one owner
///   ports [ServicePort]@port,protocol     list merged by keys; without @: replaced whole; @ alone: a set
///   labels annotations {string}           two fields, both maps
///   type ClusterIP|NodePort               enumeration
///   name! string                          required
///   exclusive exact prefix regex          at most one of these fields
/// ```
struct SchemaLibrary: Sendable {
  private(set) var types: [String: ObjectType] = [:]
  /// The full name, as published by OpenAPI, of each type.
  private(set) var packages: [String: String] = [:]

  /// - Precondition: the text follows the notation; it is part of the program.
  init(parsing texts: [String]) {
    for text in texts { read(text) }
  }

  subscript(name: String) -> ObjectType? { types[name] }

  /// The type behind a schema, if it is one with fields.
  func type(of schema: ObjectSchema) -> ObjectType? {
    if case .reference(let name) = schema { types[name] } else { nil }
  }

  /// Such as `io.k8s.api.core.v1.ServiceSpec`.
  func fullName(_ name: String) -> String { (packages[name] ?? "vigla") + "." + name }

  private mutating func read(_ text: String) {
    var package = "vigla"
    var current: ObjectType?
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard let first = words.first, first != "#" else { continue }
      let isField = line.first == " "
      switch first {
      case "package" where !isField: package = words[1]
      case "type" where !isField:
        if let current { types[current.name] = current }
        current = ObjectType(
          name: words[1], isOpen: words.dropFirst(2).contains("open"),
          isAtomic: words.dropFirst(2).contains("atomic"))
        packages[words[1]] = package
      case "exclusive": current?.exclusive.append(Array(words.dropFirst()))
      default:
        guard words.count >= 2 else { preconditionFailure("schema line without a type: \(line)") }
        for name in words.dropLast() {
          let isRequired = name.hasSuffix("!")
          let name = isRequired ? String(name.dropLast()) : name
          current?.fields.append((name, Self.schema(words[words.count - 1])))
          if isRequired { current?.required.append(name) }
        }
      }
    }
    if let current { types[current.name] = current }
  }

  private static func schema(_ text: String) -> ObjectSchema {
    if text.hasPrefix("["), let close = text.lastIndex(of: "]") {
      let element = schema(String(text[text.index(after: text.startIndex)..<close]))
      let rest = text[text.index(after: close)...]
      guard rest.hasPrefix("@") else { return .list(element, .atomic) }
      let keys = rest.dropFirst().split(separator: ",").map(String.init)
      return .list(element, keys.isEmpty ? .set : .keyed(keys))
    }
    if text.hasPrefix("{"), text.hasSuffix("}") { return .map(schema(String(text.dropFirst().dropLast()))) }
    switch text {
    case "any": return .any
    case "string": return .string
    case "bool": return .boolean
    case "number": return .number
    case "int": return .integer(minimum: nil)
    case "uint": return .integer(minimum: 0)
    case "intOrString": return .intOrString
    case "duration": return .duration(allowsZero: false)
    case "duration0": return .duration(allowsZero: true)
    default:
      let names = text.split(separator: "|").map(String.init)
      return names.count > 1 || text.hasSuffix("|") ? .enumeration(names) : .reference(text)
    }
  }
}
