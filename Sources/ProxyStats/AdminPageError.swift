/// Why an answer of Envoy's admin interface cannot be used.
public struct AdminPageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One line: what is wrong, and where.
  public let message: String

  public init(message: String) { self.message = message }

  public var description: String { message }
}
