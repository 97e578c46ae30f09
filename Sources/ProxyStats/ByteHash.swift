/// A fast hash of raw bytes, 16 a step: each step folds the 128-bit product of two words, as wyhash does.
///
/// Good spread, no resistance against crafted collisions: every use compares the bytes afterwards and caps its size.
enum ByteHash {
  private static let first: UInt64 = 0xa076_1d64_78bd_642f
  private static let second: UInt64 = 0xe703_7ed1_a0b4_28db
  private static let third: UInt64 = 0x8ebc_6af0_9c88_c6e3

  /// The hash of `count` bytes. Linear in `count`.
  @inline(__always)
  static func of(_ start: UnsafeRawPointer, _ count: Int) -> UInt64 {
    var hash = third ^ UInt64(truncatingIfNeeded: count)
    var place = start
    var left = count
    while left >= 16 {
      hash = fold(word(place) ^ first ^ hash, word(place + 8) ^ second)
      place += 16
      left -= 16
    }
    if left >= 8 {
      hash = fold(word(place) ^ first ^ hash, word(start + (count - 8)) ^ third)
    } else if left > 0 {
      var tail: UInt64 = 0
      for offset in 0..<left { tail = tail << 8 | UInt64(place[offset]) }
      hash = fold(tail ^ second ^ hash, first)
    }
    return fold(hash ^ second, third)
  }

  /// The hash of a row of small numbers.
  static func of(_ numbers: [UInt32]) -> UInt64 {
    numbers.withUnsafeBytes { raw in raw.baseAddress.map { of($0, raw.count) } ?? third }
  }

  @inline(__always)
  private static func word(_ place: UnsafeRawPointer) -> UInt64 { place.loadUnaligned(as: UInt64.self) }

  @inline(__always)
  private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}
