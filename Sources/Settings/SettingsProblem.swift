/// Something wrong with a settings file, and where.
public struct SettingsProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public var file: String
  /// From 1; nil when the problem is about the file as a whole.
  public var line: Int?
  public var column: Int?
  /// What is wrong and what would be right, without a full stop.
  public var message: String

  public init(file: String, line: Int? = nil, column: Int? = nil, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  /// `file:line:column: message`, as compilers write it.
  public var description: String {
    ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":") + ": " + message
  }
}
