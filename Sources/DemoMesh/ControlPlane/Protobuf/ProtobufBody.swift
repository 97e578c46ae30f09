import Documents
import FoundationEssentials

/// Kubernetes' protobuf form of an object, read into a document.
enum ProtobufBody {
  static let contentType = "application/vnd.kubernetes.protobuf"
  /// What every such body begins with.
  private static let magic: [UInt8] = [0x6B, 0x38, 0x73, 0x00]

  /// - Returns: nil for a body that is not in this form, or of a kind that has no schema here.
  static func document(_ body: [UInt8], _ schema: ProtobufSchema = .kubernetes) -> JSONValue? {
    guard body.starts(with: magic) else { return nil }
    var envelope = ProtobufReader(body[magic.count...])
    var document: JSONObject = [:]
    var raw: ArraySlice<UInt8> = []
    while let (number, value) = envelope.next() {
      guard case .bytes(let bytes) = value else { continue }
      switch number {
      case 1:
        var type = ProtobufReader(bytes)
        while let (number, value) = type.next() {
          guard case .bytes(let bytes) = value else { continue }
          document[number == 1 ? "apiVersion" : "kind"] = .string(String(decoding: bytes, as: UTF8.self))
        }
      case 2: raw = bytes
      default: continue
      }
    }
    guard let kind = document["kind"]?.string, schema.messages[kind] != nil,
      case .object(let content) = message(kind, raw, schema)
    else { return nil }
    for (key, value) in content { document[key] = value }
    return .object(document)
  }

  private static func message(_ name: String, _ bytes: ArraySlice<UInt8>, _ schema: ProtobufSchema) -> JSONValue {
    var reader = ProtobufReader(bytes)
    var object = JSONObject()
    while let (number, value) = reader.next() {
      guard let field = schema.messages[name]?[number] else { continue }
      switch field.kind {
      case .list(let element):
        guard let item = scalar(element, value, schema) else { continue }
        object[field.name] = .array((object[field.name]?.array ?? []) + [item])
      case .map(let element):
        guard case .bytes(let entry) = value, let (key, item) = pair(element, entry, schema) else { continue }
        var map = object[field.name] ?? [:]
        map[key] = item
        object[field.name] = map
      default:
        guard let item = scalar(field.kind, value, schema), field.isPointer || !isEmpty(item) else { continue }
        object[field.name] = item
      }
    }
    return .object(object)
  }

  private static func scalar(
    _ kind: ProtobufSchema.Kind, _ value: ProtobufReader.Value, _ schema: ProtobufSchema
  ) -> JSONValue? {
    switch (kind, value) {
    case (.string, .bytes(let bytes)): .string(String(decoding: bytes, as: UTF8.self))
    case (.bytes, .bytes(let bytes)): .string(Data(bytes).base64EncodedString())
    case (.boolean, .varint(let number)): .bool(number != 0)
    case (.integer, .varint(let number)): JSONValue(Int(Int64(bitPattern: number)))
    case (.intOrString, .bytes(let bytes)): intOrString(bytes)
    case (.message(let name), .bytes(let bytes)): message(name, bytes, schema)
    default: nil
    }
  }

  private static func intOrString(_ bytes: ArraySlice<UInt8>) -> JSONValue {
    var reader = ProtobufReader(bytes)
    var (isString, number, text) = (false, 0, "")
    while let (field, value) = reader.next() {
      switch (field, value) {
      case (1, .varint(let kind)): isString = kind == 1
      case (2, .varint(let value)): number = Int(Int64(bitPattern: value))
      case (3, .bytes(let bytes)): text = String(decoding: bytes, as: UTF8.self)
      default: continue
      }
    }
    return isString ? .string(text) : JSONValue(number)
  }

  private static func pair(
    _ kind: ProtobufSchema.Kind, _ entry: ArraySlice<UInt8>, _ schema: ProtobufSchema
  ) -> (String, JSONValue)? {
    var reader = ProtobufReader(entry)
    var key = ""
    var item: JSONValue = .string("")
    while let (number, value) = reader.next() {
      if number == 1, case .bytes(let bytes) = value { key = String(decoding: bytes, as: UTF8.self) }
      if number == 2, let found = scalar(kind, value, schema) { item = found }
    }
    return (key, item)
  }

  private static func isEmpty(_ value: JSONValue) -> Bool {
    switch value {
    case .string(let text): text.isEmpty
    case .number(let number): number.int == 0
    case .bool(let flag): !flag
    case .object(let object): object.isEmpty
    default: false
    }
  }
}
