/// The distinguished encoding of ASN.1 (X.690), as far as a certificate needs it.
enum DER {
  static let commonName: [UInt8] = [0x55, 0x04, 0x03]
  static let ecPublicKey: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
  static let p256: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
  static let ecdsaWithSHA256: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02]
  static let subjectKeyIdentifier: [UInt8] = [0x55, 0x1D, 0x0E]
  static let keyUsage: [UInt8] = [0x55, 0x1D, 0x0F]
  static let subjectAlternativeName: [UInt8] = [0x55, 0x1D, 0x11]
  static let basicConstraints: [UInt8] = [0x55, 0x1D, 0x13]
  static let extendedKeyUsage: [UInt8] = [0x55, 0x1D, 0x25]
  static let serverAuthentication: [UInt8] = [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01]

  static func sequence(_ parts: [UInt8]...) -> [UInt8] { value(0x30, parts.flatMap { $0 }) }
  static func set(_ parts: [UInt8]...) -> [UInt8] { value(0x31, parts.flatMap { $0 }) }
  static func object(_ identifier: [UInt8]) -> [UInt8] { value(0x06, identifier) }
  /// A number that is not negative, the most significant byte first.
  static func integer(_ bytes: [UInt8]) -> [UInt8] {
    let digits = bytes.drop { $0 == 0 }
    return value(0x02, (digits.first ?? 0xFF) > 0x7F ? [0] + digits : Array(digits))
  }
  static func boolean(_ flag: Bool) -> [UInt8] { value(0x01, [flag ? 0xFF : 0]) }
  static func octets(_ bytes: [UInt8]) -> [UInt8] { value(0x04, bytes) }
  static func bits(_ bytes: [UInt8], unused: UInt8 = 0) -> [UInt8] { value(0x03, [unused] + bytes) }
  static func utf8(_ text: String) -> [UInt8] { value(0x0C, Array(text.utf8)) }
  /// A constructed value in a context-specific tag.
  static func tagged(_ number: UInt8, _ content: [UInt8]) -> [UInt8] { value(0xA0 | number, content) }
  /// A primitive value under a context-specific tag.
  static func implicit(_ number: UInt8, _ content: [UInt8]) -> [UInt8] { value(0x80 | number, content) }

  static func `extension`(_ identifier: [UInt8], isCritical: Bool = false, _ content: [UInt8]) -> [UInt8] {
    value(0x30, object(identifier) + (isCritical ? boolean(true) : []) + octets(content))
  }

  /// UTCTime, for the years 1950 to 2049.
  static func time(_ seconds: Double) -> [UInt8] {
    let digits = Timestamp.seconds(seconds).utf8.filter { (0x30...0x39).contains($0) }
    return value(0x17, Array(digits.dropFirst(2)) + [UInt8(ascii: "Z")])
  }

  private static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    var length: [UInt8] = []
    if content.count < 0x80 {
      length = [UInt8(content.count)]
    } else {
      var rest = content.count
      while rest > 0 {
        length.insert(UInt8(rest & 0xFF), at: 0)
        rest >>= 8
      }
      length.insert(0x80 | UInt8(length.count), at: 0)
    }
    return [tag] + length + content
  }
}
