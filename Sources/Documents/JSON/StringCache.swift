/// Shares the strings that a document repeats: keys, label values, image names.
///
/// A direct-mapped table: a newer string replaces an older one of the same slot. Strings of up to 15 bytes need no
/// memory of their own in Swift, and long ones are seldom repeated, so only those between are looked up.
struct StringCache {
  private static let size = 512
  private var slots = [String?](repeating: nil, count: size)

  /// The bytes as a string; nil if they are not UTF-8.
  mutating func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard bytes.count > 15, bytes.count <= 96 else { return String(validating: bytes, as: UTF8.self) }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let slot = Int(truncatingIfNeeded: (hash ^ hash >> 32) % UInt64(Self.size))
    if let known = slots[slot], known.utf8.count == bytes.count, known.utf8.elementsEqual(bytes) { return known }
    let made = String(validating: bytes, as: UTF8.self)
    slots[slot] = made
    return made
  }
}
