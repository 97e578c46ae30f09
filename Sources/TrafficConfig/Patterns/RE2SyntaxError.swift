/// Why a text is no regular expression of RE2.
public struct RE2SyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
  public let message: String
  /// RE2 would take it, but the matcher here cannot: a validator must not refuse it.
  public let isUnsupported: Bool

  init(_ message: String, isUnsupported: Bool = false) {
    self.message = message
    self.isUnsupported = isUnsupported
  }

  public var description: String { message }
}
