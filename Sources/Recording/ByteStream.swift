/// Bytes that grow at the end, in the number forms of a recording.
struct ByteStream: Sendable, Hashable {
  private(set) var bytes: [UInt8] = []

  var count: Int { bytes.count }
  /// A copy without spare room, to be kept: then the stream's own room is used again.
  var kept: [UInt8] { bytes.withUnsafeBufferPointer { Array($0) } }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(contentsOf other: [UInt8]) { bytes.append(contentsOf: other) }

  /// Seven bits to a byte, the lowest first (LEB128).
  mutating func append(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func append(text: String) {
    let utf8 = text.utf8
    append(varint: UInt64(utf8.count))
    bytes.append(contentsOf: utf8)
  }

  /// Numbers near zero are short, whatever their sign (zigzag).
  mutating func append(integer value: Int64) {
    append(varint: UInt64(bitPattern: (value << 1) ^ (value >> 63)))
  }

  mutating func append(double value: Double) {
    let bits = value.bitPattern
    for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
  }

  /// The upper 24 bits of a Float, rounded: sign, exponent and 15 bits, an accuracy of 1 in 65,000.
  mutating func append(figure value: Double) {
    let bits = Float(value).bitPattern
    // Rounding up may carry into the exponent, which is right: the next number has a larger one.
    let rounded = Float(value).isFinite ? bits &+ 0x80 : bits
    for shift in [8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: rounded >> shift)) }
  }
}
