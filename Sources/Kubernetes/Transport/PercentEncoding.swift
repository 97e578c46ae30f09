/// Percent encoding of URL parts: all but RFC 3986's unreserved characters.
enum PercentEncoding {
  private static let digits = Array("0123456789ABCDEF".utf8)

  /// For one path segment or one query value.
  static func segment(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        bytes.append(byte)
      default:
        bytes.append(UInt8(ascii: "%"))
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text that was encoded; what is no valid encoding stays.
  static func decoded(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `?a=1&b=2`, or nothing without items.
  static func query(_ items: [(name: String, value: String)]) -> String {
    guard !items.isEmpty else { return "" }
    return "?" + items.map { "\(segment($0.name))=\(segment($0.value))" }.joined(separator: "&")
  }
}
