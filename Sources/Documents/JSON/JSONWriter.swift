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
    let isPlain = text.withUTF8 { utf8 in
      let isPlain = utf8.allSatisfy { (0x20..<0x7f).contains($0) && $0 != 0x22 && $0 != 0x5c }
      if isPlain { bytes.append(contentsOf: utf8) }
      return isPlain
    }
    if !isPlain {
      for scalar in text.unicodeScalars { writeEscaping(scalar) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Escapes what JSON demands, and what a terminal that shows the text would obey: C1 controls and bidi marks.
  private mutating func writeEscaping(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": append("\\\"")
    case "\\": append("\\\\")
    case "\n": append("\\n")
    case "\r": append("\\r")
    case "\t": append("\\t")
    case "\0"..<" ", "\u{7f}"..."\u{9f}", "\u{200e}"..."\u{200f}", "\u{202a}"..."\u{202e}", "\u{2066}"..."\u{2069}":
      append("\\u")
      let digits = Array("0123456789abcdef".utf8)
      for shift in [12, 8, 4, 0] as [UInt32] { bytes.append(digits[Int(scalar.value >> shift & 15)]) }
    default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
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
