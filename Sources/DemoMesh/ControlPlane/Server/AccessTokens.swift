/// The bearer tokens of a control plane, one for each of its users; new at every start.
struct AccessTokens: Sendable {
  let admin: String
  let viewer: String

  init() {
    admin = Self.random()
    viewer = Self.random()
  }

  /// The user of an Authorization header; nil for anything but a known bearer token.
  func user(authorization header: String?) -> APIUser? {
    guard let header, header.lowercased().hasPrefix("bearer ") else { return nil }
    let token = Array(header.dropFirst(7).utf8)
    // Both are compared, and wholly, so that the time taken tells nothing.
    let isAdmin = Self.isEqual(token, Array(admin.utf8))
    let isViewer = Self.isEqual(token, Array(viewer.utf8))
    return isAdmin ? .admin : isViewer ? .viewer : nil
  }

  private static func isEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    var difference = a.count ^ b.count
    for index in b.indices { difference |= Int(b[index] ^ (index < a.count ? a[index] : 0)) }
    return difference == 0
  }

  /// 256 bits of the system's randomness in hexadecimal.
  private static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<4).map { _ in
      let digits = String(generator.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
