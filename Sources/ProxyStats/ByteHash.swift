/// A fast hash of raw bytes, as wyhash does it: each step folds the 128-bit product of two words, with four independent
/// chains where there is much to read.
///
/// Its secrets are drawn anew by each process, so that equal hashes of different bytes are left to chance, whoever wrote
/// the bytes: among a million lines, 1 in 37 million.
enum ByteHash {
  private struct Secrets {
    let seed = UInt64.random(in: .min ... .max)
    let first = UInt64.random(in: .min ... .max)
    let second = UInt64.random(in: .min ... .max)
    let third = UInt64.random(in: .min ... .max)
    let fourth = UInt64.random(in: .min ... .max)
  }

  private static let secrets = Secrets()
  /// What the hash of a row of values begins with.
  static var seed: UInt64 { secrets.seed }

  /// The hash of `count` bytes. Linear in `count`.
  @inline(__always)
  static func of(_ start: UnsafeRawPointer, _ count: Int) -> UInt64 {
    let secrets = secrets
    let (first, second, third, fourth) = (secrets.first, secrets.second, secrets.third, secrets.fourth)
    var hash = secrets.seed ^ UInt64(truncatingIfNeeded: count)
    var place = start
    var left = count
    if left >= 64 {
      var (b, c, d) = (hash, hash, hash)
      repeat {
        hash = fold(word(place) ^ first, word(place + 8) ^ hash)
        b = fold(word(place + 16) ^ second, word(place + 24) ^ b)
        c = fold(word(place + 32) ^ third, word(place + 40) ^ c)
        d = fold(word(place + 48) ^ fourth, word(place + 56) ^ d)
        place += 64
        left -= 64
      } while left >= 64
      hash = fold(hash ^ c, b ^ d) ^ hash ^ b
    }
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

  /// The hash of a row of values that ends with `value`, after that of those before it.
  @inline(__always)
  static func of(_ value: UInt64, after hash: UInt64) -> UInt64 {
    fold(hash ^ secrets.first, value ^ secrets.second)
  }

  @inline(__always)
  private static func word(_ place: UnsafeRawPointer) -> UInt64 { place.loadUnaligned(as: UInt64.self) }

  @inline(__always)
  private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}
