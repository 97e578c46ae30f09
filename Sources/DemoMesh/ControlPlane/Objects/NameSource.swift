import Synchronization

/// Random names, identifiers and numbers of the control plane, the same for the same seed.
final class NameSource: Sendable {
  /// Kubernetes' alphabet for generated names: no vowels and no look-alikes.
  private static let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")
  private let state: Mutex<UInt64>

  init(seed: UInt64) { state = Mutex(seed) }

  /// SplitMix64 (Steele, Lea, Flood 2014).
  func next() -> UInt64 {
    state.withLock { state in
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  /// A suffix such as `x7k2p`.
  func suffix(_ length: Int = 5) -> String {
    String((0..<length).map { _ in Self.alphabet[Int(next() % UInt64(Self.alphabet.count))] })
  }

  /// A random UUID (version 4).
  func uuid() -> String {
    let (high, low) = (next(), next())
    var bytes = (0..<8).map { UInt8(truncatingIfNeeded: high >> (8 * UInt64($0))) }
    bytes += (0..<8).map { UInt8(truncatingIfNeeded: low >> (8 * UInt64($0))) }
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = Array("0123456789abcdef")
    var text = ""
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append("-") }
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return text
  }

  /// A stable hash of a text in the alphabet of generated names, such as a pod template's.
  static func hash(of text: String, length: Int = 10) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    var name = ""
    for _ in 0..<length {
      name.append(alphabet[Int(hash % UInt64(alphabet.count))])
      hash = hash / UInt64(alphabet.count) ^ (hash << 40)
    }
    return name
  }
}
