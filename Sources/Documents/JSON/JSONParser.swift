/// Reads JSON (RFC 8259) from bytes in one pass.
///
/// Strict, except for what Go's decoder, and so Kubernetes, also takes: a lone surrogate escape becomes U+FFFD. Bytes
/// that are not UTF-8, a text after the value and nesting beyond `JSONValue.maximumDepth` are errors.
struct JSONParser {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var cache = StringCache()

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    if bytes.count >= 3, bytes[0] == 0xef, bytes[1] == 0xbb, bytes[2] == 0xbf { position = 3 }
  }

  /// The only value of the text.
  mutating func parse() throws(JSONParseError) -> JSONValue {
    let value = try parseValue(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw error("text after the value") }
    return value
  }

  /// The byte at the position; 0, which no token starts with, at the end.
  private var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0a, 0x0d, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func parseValue(depth: Int) throws(JSONParseError) -> JSONValue {
    skipSpace()
    switch current {
    case UInt8(ascii: "\""): return .string(try parseString())
    case UInt8(ascii: "{"): return try parseObject(depth: depth + 1)
    case UInt8(ascii: "["): return try parseArray(depth: depth + 1)
    case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
    case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
    case UInt8(ascii: "n"): return try parseWord("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try parseNumber()
    default: throw position < bytes.count ? error("a value was expected here") : error("the text ends too early")
    }
  }

  private mutating func parseWord(_ word: StaticString, _ value: JSONValue) throws(JSONParseError) -> JSONValue {
    let length = word.utf8CodeUnitCount
    guard position + length <= bytes.count else { throw error("the text ends too early") }
    for offset in 0..<length where bytes[position + offset] != word.utf8Start[offset] {
      throw error("unknown word; true, false or null was expected")
    }
    position += length
    return value
  }

  private mutating func parseNumber() throws(JSONParseError) -> JSONValue {
    let start = position
    scan: while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        position += 1
      default: break scan
      }
    }
    let text = UnsafeBufferPointer(rebasing: bytes[start..<position])
    guard JSONNumber.isValid(text) else {
      position = start
      throw error("malformed number")
    }
    return .number(JSONNumber(unchecked: String(decoding: text, as: UTF8.self)))
  }

  private mutating func parseArray(depth: Int) throws(JSONParseError) -> JSONValue {
    try checkDepth(depth)
    position += 1
    var elements: [JSONValue] = []
    skipSpace()
    if current == UInt8(ascii: "]") {
      position += 1
      return .array(elements)
    }
    while true {
      elements.append(try parseValue(depth: depth))
      skipSpace()
      switch current {
      case UInt8(ascii: ","): position += 1
      case UInt8(ascii: "]"):
        position += 1
        return .array(elements)
      default: throw error("',' or ']' was expected")
      }
    }
  }

  private mutating func parseObject(depth: Int) throws(JSONParseError) -> JSONValue {
    try checkDepth(depth)
    position += 1
    var object = JSONObject()
    skipSpace()
    if current == UInt8(ascii: "}") {
      position += 1
      return .object(object)
    }
    object.reserveCapacity(4)
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw error("a key in double quotes was expected") }
      let key = try parseString()
      skipSpace()
      guard current == UInt8(ascii: ":") else { throw error("':' was expected after the key") }
      position += 1
      object.append(key, try parseValue(depth: depth))
      skipSpace()
      switch current {
      case UInt8(ascii: ","): position += 1
      case UInt8(ascii: "}"):
        position += 1
        return .object(object)
      default: throw error("',' or '}' was expected")
      }
    }
  }

  private func checkDepth(_ depth: Int) throws(JSONParseError) {
    guard depth <= JSONValue.maximumDepth else { throw error("nested more than \(JSONValue.maximumDepth) deep") }
  }

  private mutating func parseString() throws(JSONParseError) -> String {
    position += 1
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let text = cache.string(UnsafeBufferPointer(rebasing: bytes[start..<position]))
        guard let text else { throw error("the string is not UTF-8") }
        position += 1
        return text
      }
      if byte == UInt8(ascii: "\\") { return try parseEscapedString(from: start) }
      if byte < 0x20 { throw error("a control character in a string must be escaped") }
      position += 1
    }
    throw error("the string has no end")
  }

  /// Goes on with a string that has escapes; what precedes the position is copied.
  private mutating func parseEscapedString(from start: Int) throws(JSONParseError) -> String {
    var buffer = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: buffer, as: UTF8.self) else { throw error("the string is not UTF-8") }
        position += 1
        return text
      case UInt8(ascii: "\\"):
        position += 1
        try parseEscape(into: &buffer)
      case ..<0x20: throw error("a control character in a string must be escaped")
      default:
        buffer.append(byte)
        position += 1
      }
    }
    throw error("the string has no end")
  }

  private mutating func parseEscape(into buffer: inout [UInt8]) throws(JSONParseError) {
    let byte = current
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
    case UInt8(ascii: "n"): buffer.append(0x0a)
    case UInt8(ascii: "t"): buffer.append(0x09)
    case UInt8(ascii: "r"): buffer.append(0x0d)
    case UInt8(ascii: "b"): buffer.append(0x08)
    case UInt8(ascii: "f"): buffer.append(0x0c)
    case UInt8(ascii: "u"):
      var code = try parseHex()
      if code >= 0xd800, code < 0xdc00, current == UInt8(ascii: "\\"), position + 1 < bytes.count,
        bytes[position + 1] == UInt8(ascii: "u")
      {
        let mark = position
        position += 2
        let low = try parseHex()
        if low >= 0xdc00, low < 0xe000 {
          code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
        } else {
          position = mark
        }
      }
      buffer.append(contentsOf: String(Character(Unicode.Scalar(code) ?? "\u{fffd}")).utf8)
    default:
      position = min(position, bytes.count) - 1
      throw error("unknown escape")
    }
  }

  private mutating func parseHex() throws(JSONParseError) -> UInt32 {
    guard position + 4 <= bytes.count else { throw error("four hexadecimal digits were expected") }
    var code: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): code = code << 4 | UInt32(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): code = code << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): code = code << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
      default: throw error("four hexadecimal digits were expected")
      }
    }
    position += 4
    return code
  }

  private func error(_ message: String) -> JSONParseError {
    var line = 1
    var lineStart = 0
    let end = Swift.min(position, bytes.count)
    for index in 0..<end where bytes[index] == 0x0a {
      line += 1
      lineStart = index + 1
    }
    return JSONParseError(message: message, line: line, column: end - lineStart + 1)
  }
}

extension JSONValue {
  /// Reads one JSON value.
  public init(parsing text: String) throws(JSONParseError) {
    var text = text
    let result = text.withUTF8 { bytes in Self.result(of: bytes) }
    self = try result.get()
  }

  /// Reads one JSON value from UTF-8.
  public init(parsing bytes: [UInt8]) throws(JSONParseError) {
    let result = bytes.withUnsafeBufferPointer { bytes in Self.result(of: bytes) }
    self = try result.get()
  }

  private static func result(of bytes: UnsafeBufferPointer<UInt8>) -> Result<JSONValue, JSONParseError> {
    var parser = JSONParser(bytes)
    do {
      return .success(try parser.parse())
    } catch {
      return .failure(error)
    }
  }
}
