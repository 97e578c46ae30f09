/// Reads JSON front to back without building a tree, for answers of several megabytes of which little is wanted.
///
/// Never traps, whatever the bytes: what is no JSON ends with an error that tells the place. Values that nobody asks for
/// are skipped in time linear in their length and without recursion.
struct JSONScanner {
  private let bytes: UnsafeRawBufferPointer
  private(set) var place = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The bytes of a key between its quotes, escapes unresolved.
  struct Key {
    fileprivate let text: Slice<UnsafeRawBufferPointer>

    static func ~= (name: StaticString, key: Key) -> Bool {
      name.utf8CodeUnitCount == key.text.count
        && key.text.elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }

    var string: String { String(decoding: text, as: UTF8.self) }
  }

  // MARK: Containers

  /// Calls `body` for each member of the object that comes next; it must read or skip the value. Anything else than an
  /// object is skipped.
  mutating func members(
    _ body: (inout JSONScanner, Key) throws(AdminPageError) -> Void
  ) throws(AdminPageError) {
    guard peek() == UInt8(ascii: "{") else { return try skip() }
    place += 1
    if peek() == UInt8(ascii: "}") {
      place += 1
      return
    }
    while true {
      guard peek() == Bytes.quote else { throw problem("a key was expected") }
      let key = Key(text: try rawString())
      try take(UInt8(ascii: ":"))
      try body(&self, key)
      if try isEnd(UInt8(ascii: "}")) { return }
    }
  }

  /// Calls `body` for each element of the array that comes next; it must read or skip it. Anything else than an array is
  /// skipped.
  mutating func elements(_ body: (inout JSONScanner) throws(AdminPageError) -> Void) throws(AdminPageError) {
    guard peek() == UInt8(ascii: "[") else { return try skip() }
    place += 1
    if peek() == UInt8(ascii: "]") {
      place += 1
      return
    }
    while true {
      try body(&self)
      if try isEnd(UInt8(ascii: "]")) { return }
    }
  }

  /// Whether the container ends here, else the comma is taken.
  private mutating func isEnd(_ close: UInt8) throws(AdminPageError) -> Bool {
    let next = peek()
    guard next == close || next == UInt8(ascii: ",") else { throw problem("a comma or the end was expected") }
    place += 1
    return next == close
  }

  /// Nothing but blanks may come after the value.
  mutating func finish() throws(AdminPageError) {
    if peek() != nil { throw problem("more comes after the end") }
  }

  /// Whether an array comes next.
  var isAtArray: Bool {
    mutating get { peek() == UInt8(ascii: "[") }
  }

  // MARK: Values

  /// The string that comes next; empty for any other value, which is skipped.
  mutating func string() throws(AdminPageError) -> String {
    guard peek() == Bytes.quote else {
      try skip()
      return ""
    }
    let raw = try rawString()
    return raw.contains(Bytes.backslash) ? Self.unescaped(raw) : String(decoding: raw, as: UTF8.self)
  }

  /// The whole number that comes next, as number or as string, since protobuf writes 64 bits as text; 0 for anything
  /// else or below, and the largest there is for anything beyond.
  mutating func unsigned() throws(AdminPageError) -> UInt64 {
    if peek() == Bytes.quote { return Self.unsigned(try rawString()) }
    let start = place
    try skip()
    return Self.unsigned(bytes[start..<place])
  }

  mutating func bool() throws(AdminPageError) -> Bool {
    let isTrue = peek() == UInt8(ascii: "t")
    try skip()
    return isTrue
  }

  /// Leaves out the value that comes next.
  mutating func skip() throws(AdminPageError) {
    var depth = 0
    repeat {
      switch peek() {
      case nil: throw problem("the answer ends too soon")
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        place += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard depth > 0 else { throw problem("a value was expected") }
        depth -= 1
        place += 1
      case Bytes.quote: _ = try rawString()
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        guard depth > 0 else { throw problem("a value was expected") }
        place += 1
      default: try skipWord()
      }
    } while depth > 0
  }

  private mutating func skipWord() throws(AdminPageError) {
    let start = place
    while place < bytes.count, Self.isWord(bytes[place]) { place += 1 }
    if place == start { throw problem("no JSON") }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 97...122, 65...90, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): true
    default: false
    }
  }

  // MARK: Bytes

  /// The next byte that is no blank, without taking it.
  private mutating func peek() -> UInt8? {
    while place < bytes.count {
      let byte = bytes[place]
      guard byte == 32 || byte == 10 || byte == 13 || byte == 9 else { return byte }
      place += 1
    }
    return nil
  }

  private mutating func take(_ byte: UInt8) throws(AdminPageError) {
    guard peek() == byte else { throw problem("'\(Character(UnicodeScalar(byte)))' was expected") }
    place += 1
  }

  /// The bytes between two quotes.
  private mutating func rawString() throws(AdminPageError) -> Slice<UnsafeRawBufferPointer> {
    let start = place + 1
    var end = start
    while end < bytes.count, bytes[end] != Bytes.quote { end += bytes[end] == Bytes.backslash ? 2 : 1 }
    guard end < bytes.count else {
      place = bytes.count
      throw problem("the answer ends within a text")
    }
    place = end + 1
    return bytes[start..<end]
  }

  private func problem(_ text: String) -> AdminPageError {
    AdminPageError(
      message: bytes.isEmpty ? "the answer is empty" : "no JSON at byte \(place) of \(bytes.count): \(text)")
  }

  private static func unsigned(_ text: Slice<UnsafeRawBufferPointer>) -> UInt64 {
    var value: UInt64 = 0
    for byte in text {
      guard (48...57).contains(byte) else { break }
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(UInt64(byte - 48))
      if overflow || carry { return .max }
      value = sum
    }
    return value
  }

  /// Resolves escapes; a lone half of a surrogate pair becomes the replacement character.
  private static func unescaped(_ raw: Slice<UnsafeRawBufferPointer>) -> String {
    var units: [UInt16] = []
    let text = String(decoding: raw, as: UTF8.self).utf16
    var place = text.startIndex
    while place < text.endIndex {
      let unit = text[place]
      place = text.index(after: place)
      guard unit == 0x5c, place < text.endIndex else {
        units.append(unit)
        continue
      }
      let escape = text[place]
      place = text.index(after: place)
      switch escape {
      case UInt16(UInt8(ascii: "n")): units.append(10)
      case UInt16(UInt8(ascii: "t")): units.append(9)
      case UInt16(UInt8(ascii: "r")): units.append(13)
      case UInt16(UInt8(ascii: "b")): units.append(8)
      case UInt16(UInt8(ascii: "f")): units.append(12)
      case UInt16(UInt8(ascii: "u")):
        let end = text.index(place, offsetBy: 4, limitedBy: text.endIndex) ?? text.endIndex
        units.append(String(text[place..<end]).flatMap { UInt16($0, radix: 16) } ?? 0xfffd)
        place = end
      default: units.append(escape)
      }
    }
    return String(decoding: units, as: UTF16.self)
  }
}
