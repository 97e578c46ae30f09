/// Writes a JSON value as bytes.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private let pretty: Bool

  init(pretty: Bool) { self.pretty = pretty }

  mutating func write(_ value: JSONValue, indent: Int = 0) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .number(let number): bytes.append(contentsOf: number.text.utf8)
    case .string(let text): writeString(text)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        separate(isFirst: index == 0, indent: indent + 1)
        write(element, indent: indent + 1)
      }
      if !elements.isEmpty { breakLine(indent) }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      for index in object.keys.indices {
        separate(isFirst: index == 0, indent: indent + 1)
        writeString(object.keys[index])
        bytes.append(UInt8(ascii: ":"))
        if pretty { bytes.append(0x20) }
        write(object.values[index], indent: indent + 1)
      }
      if !object.isEmpty { breakLine(indent) }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private mutating func append(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func separate(isFirst: Bool, indent: Int) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    breakLine(indent)
  }

  private mutating func breakLine(_ indent: Int) {
    guard pretty else { return }
    bytes.append(0x0a)
    for _ in 0..<indent * 2 { bytes.append(0x20) }
  }

  private mutating func writeString(_ text: String) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { utf8 in
      if utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
        for byte in utf8 { writeEscaping(byte) }
      } else {
        bytes.append(contentsOf: utf8)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func writeEscaping(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append("\\\"")
    case UInt8(ascii: "\\"): append("\\\\")
    case 0x0a: append("\\n")
    case 0x0d: append("\\r")
    case 0x09: append("\\t")
    case ..<0x20:
      append("\\u00")
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 15)])
    default: bytes.append(byte)
    }
  }
}

extension JSONValue {
  /// The value as JSON text: on one line, or over lines with two spaces a level.
  public func serialized(pretty: Bool = false) -> String {
    String(decoding: serializedBytes(pretty: pretty), as: UTF8.self)
  }

  /// The value as JSON in UTF-8.
  public func serializedBytes(pretty: Bool = false) -> [UInt8] {
    var writer = JSONWriter(pretty: pretty)
    writer.write(self)
    return writer.bytes
  }
}

extension JSONValue: CustomStringConvertible {
  public var description: String { serialized() }
}
