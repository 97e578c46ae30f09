/// Why a text is not YAML that Kubernetes would take, and where.
public struct YAMLParseError: Error, Sendable, Hashable, CustomStringConvertible {
  public let message: String
  /// From 1; nil where the parser cannot tell.
  public let line: Int?
  /// From 1.
  public let column: Int?

  public init(message: String, line: Int? = nil, column: Int? = nil) {
    self.message = message
    self.line = line
    self.column = column
  }

  public var description: String {
    guard let line else { return message }
    return column.map { "line \(line), column \($0): \(message)" } ?? "line \(line): \(message)"
  }
}
