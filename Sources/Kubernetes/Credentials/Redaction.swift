/// Takes credentials out of what a program printed.
struct Redaction: Sendable, Hashable {
  private static let mask = "<redacted>"
  /// Parts of names whose values are taken for credentials.
  private static let telling = ["token", "secret", "passw", "key", "credential", "authorization"]
  /// Shorter values are too likely to be words.
  private static let shortest = 4

  private var secrets: Set<Secret>

  init(_ secrets: [Secret] = []) { self.secrets = Set(secrets.filter { $0.value.count >= Self.shortest }) }

  /// Of the variables and arguments of a program those whose name says so: `AWS_SECRET_ACCESS_KEY`,
  /// `--client-secret=x`, `--token x`.
  init(environment: [String: Secret], arguments: [Secret]) {
    var found = environment.filter { Self.isTelling($0.key) }.map(\.value)
    for (index, argument) in arguments.enumerated() {
      let parts = argument.value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard argument.value.hasPrefix("-"), Self.isTelling(String(parts[0])) else { continue }
      if parts.count == 2 {
        found.append(Secret(String(parts[1])))
      } else if index + 1 < arguments.count, !arguments[index + 1].value.hasPrefix("-") {
        found.append(arguments[index + 1])
      }
    }
    self.init(found)
  }

  func adding(_ more: [Secret]) -> Redaction {
    var result = self
    result.secrets.formUnion(Redaction(more).secrets)
    return result
  }

  /// The text without the secrets, and without what looks like a token: a JWT, or the word after `Bearer`.
  func apply(_ text: String) -> String {
    var text = text
    // Long ones first: a short one may be part of a long one.
    for secret in secrets.sorted(by: { $0.value.count > $1.value.count }) {
      text = text.replacing(secret.value, with: Self.mask)
    }
    var isAfterBearer = false
    var result = ""
    for piece in text.split(omittingEmptySubsequences: false, whereSeparator: \.isWhitespace) {
      if !result.isEmpty || piece.startIndex > text.startIndex {
        result.append(text[text.index(before: piece.startIndex)])
      }
      let isToken = isAfterBearer && !piece.isEmpty || Self.looksLikeToken(piece)
      result += isToken ? Self.mask : String(piece)
      if !piece.isEmpty { isAfterBearer = piece.lowercased().hasSuffix("bearer") }
    }
    return result
  }

  private static func isTelling(_ name: String) -> Bool {
    let name = name.lowercased()
    return telling.contains { name.contains($0) }
  }

  private static func looksLikeToken(_ word: Substring) -> Bool {
    guard let start = word.firstRange(of: "eyJ") else { return false }
    return word[start.lowerBound...].count >= 20
  }
}
