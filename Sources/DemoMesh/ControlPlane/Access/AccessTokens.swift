import Synchronization

/// The bearer tokens of a control plane: one for each of its users, new at every start, and those that were made for
/// service accounts.
final class AccessTokens: Sendable {
  /// Whose a token is.
  struct Owner: Sendable {
    var user: APIUser
    /// The service account that must still be there, with its uid.
    var account: (key: ObjectKey, uid: String)?
    /// Seconds since 1970.
    var expires = Double.infinity
  }

  let admin: String
  let viewer: String
  private let owners: Mutex<[String: Owner]>

  init() {
    admin = Self.random()
    viewer = Self.random()
    owners = Mutex([admin: Owner(user: .admin), viewer: Owner(user: .viewer)])
  }

  /// A new token for a service account.
  ///
  /// - Parameters:
  ///   - uid: the account's; a token dies with its account.
  ///   - expires: seconds since 1970.
  func issue(_ key: ObjectKey, uid: String, expires: Double) -> String {
    let token = Self.random()
    let owner = Owner(
      user: .serviceAccount(namespace: key.namespace, name: key.name), account: (key, uid), expires: expires)
    owners.withLock { $0[token] = owner }
    return token
  }

  /// Whose the token of an Authorization header is; nil for anything but a known bearer token.
  func owner(authorization header: String?) -> Owner? {
    guard let header, header.lowercased().hasPrefix("bearer ") else { return nil }
    let token = Array(header.dropFirst(7).utf8)
    return owners.withLock { owners in
      var found: Owner?
      // All are compared, and wholly, so that the time taken tells nothing.
      for (known, owner) in owners where Self.isEqual(token, Array(known.utf8)) { found = owner }
      return found
    }
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
