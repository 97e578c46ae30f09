/// Bodies in gzip's format (RFC 1952), made without a compressor.
enum Gzip {
  /// The bytes in blocks that are stored as they are.
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(65_535)
      rest = rest.dropFirst(block.count)
      let length = UInt16(block.count)
      out.append(rest.isEmpty ? 1 : 0)
      out += little(UInt32(length), 2) + little(UInt32(~length), 2) + block
    } while !rest.isEmpty
    return out + little(checksum(bytes), 4) + little(UInt32(bytes.count), 4)
  }

  /// A million spaces in a thousand bytes.
  static let bomb: [UInt8] =
    bombHead + [UInt8](repeating: 0, count: 968) + bombTail
  private static let bombHead: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xED, 0xC1, 0x81, 0x00, 0x00, 0x00, 0x00, 0xC3, 0x20,
    0x95, 0xF9, 0x53, 0x1E, 0xE4, 0x55, 0x01,
  ]
  private static let bombTail: [UInt8] = [0xAF, 0x06, 0xD7, 0x08, 0x26, 0xCB, 0x40, 0x42, 0x0F, 0x00]

  private static func little(_ value: UInt32, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = ~0
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}
