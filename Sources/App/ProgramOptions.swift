/// How the command line wants the screen; what it does not say, the settings decide.
public struct ProgramOptions: Sendable {
  public var theme: String?
  public var isASCII: Bool
  public var hasMouse: Bool
  /// Give hints, unless they were seen before.
  public var showsTour = false

  public init(theme: String? = nil, isASCII: Bool = false, hasMouse: Bool = true) {
    self.theme = theme
    self.isASCII = isASCII
    self.hasMouse = hasMouse
  }
}
