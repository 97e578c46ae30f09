/// Reads what a `ByteStream` wrote; never beyond the end.
struct ByteCursor {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  init(_ bytes: [UInt8]) { self.init(bytes[...]) }

  var isAtEnd: Bool { position == bytes.endIndex }

  mutating func byte() throws(RecordingError) -> UInt8 {
    guard position < bytes.endIndex else { throw .damaged("it ends in the middle of a value") }
    defer { position += 1 }
    return bytes[position]
  }

  /// What has not been read.
  var rest: ArraySlice<UInt8> { bytes[position...] }

  /// The next byte, which stays where it is.
  func peek() throws(RecordingError) -> UInt8 {
    guard position < bytes.endIndex else { throw .damaged("it ends in the middle of a value") }
    return bytes[position]
  }

  mutating func varint() throws(RecordingError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      let next = try byte()
      value |= UInt64(next & 0x7F) << UInt64(shift)
      if next < 0x80 { return value }
    }
    throw .damaged("a number is too long")
  }

  /// A count of things that take at least one byte each, so that a damaged one cannot ask for endless memory.
  mutating func count() throws(RecordingError) -> Int {
    let value = try varint()
    guard value <= UInt64(bytes.endIndex - position) else { throw .damaged("a count is too large") }
    return Int(value)
  }

  mutating func slice(_ length: Int) throws(RecordingError) -> ArraySlice<UInt8> {
    guard length >= 0, length <= bytes.endIndex - position else { throw .damaged("it ends in the middle of a value") }
    defer { position += length }
    return bytes[position..<position + length]
  }

  mutating func text() throws(RecordingError) -> String {
    String(decoding: try slice(try count()), as: UTF8.self)
  }

  mutating func integer() throws(RecordingError) -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  mutating func double() throws(RecordingError) -> Double {
    var bits: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 8) { bits |= UInt64(try byte()) << UInt64(shift) }
    return Double(bitPattern: bits)
  }

  mutating func figure() throws(RecordingError) -> Double {
    var bits: UInt32 = 0
    for shift in [8, 16, 24] as [UInt32] { bits |= UInt32(try byte()) << shift }
    return Double(Float(bitPattern: bits))
  }
}
