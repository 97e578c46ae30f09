/// Reads the fields of a protobuf message one after the other.
struct ProtobufReader: Sendable {
  enum Value: Sendable {
    case varint(UInt64)
    case bytes(ArraySlice<UInt8>)
  }

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// The next field's number and value; nil at the end, and at anything malformed.
  mutating func next() -> (number: Int, value: Value)? {
    guard let key = varint() else { return nil }
    let number = Int(truncatingIfNeeded: key >> 3)
    switch key & 7 {
    case 0: return varint().map { (number, .varint($0)) }
    case 1: return take(8).map { (number, .bytes($0)) }
    case 2:
      guard let length = varint(), length <= UInt64(rest.count) else { return nil }
      return take(Int(length)).map { (number, .bytes($0)) }
    case 5: return take(4).map { (number, .bytes($0)) }
    default: return nil
    }
  }

  private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  private mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard let byte = rest.popFirst() else { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }
}
