/// Something the operator should know about the data: what is missing, partial or unusual.
public struct Notice: Hashable, Sendable, Codable {
  /// How much it matters.
  public enum Level: String, Sendable, Codable { case info, warning, error }

  /// A stable word for programs, such as `proxy-unreachable`.
  public var code: String
  public var level: Level
  /// A sentence for people: what, on what, what next.
  public var text: String

  public init(code: String, level: Level = .warning, text: String) {
    self.code = code
    self.level = level
    self.text = text
  }
}
