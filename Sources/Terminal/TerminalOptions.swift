/// How to open the screen.
public struct TerminalOptions: Hashable, Sendable {
  public var hasMouse: Bool
  /// Draw in ASCII even where the locale says UTF-8.
  public var isASCII: Bool
  public var hasColors: Bool
  /// Milliseconds that a lone escape byte waits for the rest of a key's sequence, 0...1000.
  public var escapeDelay: Int
  /// Where standard error and output go while the screen is up; nil leaves them, and whatever is printed spoils it.
  public var logPath: String?
  /// What runs between the program and the terminal's window.
  var multiplexer = ClipboardSequence.Multiplexer.none

  /// The wait that suits a local terminal and most networks; curses' own is a full second.
  public static let defaultEscapeDelay = 25

  public init(
    hasMouse: Bool = true, isASCII: Bool = false, hasColors: Bool = true,
    escapeDelay: Int = TerminalOptions.defaultEscapeDelay, logPath: String? = nil
  ) {
    self.hasMouse = hasMouse
    self.isASCII = isASCII
    self.hasColors = hasColors
    self.escapeDelay = min(max(0, escapeDelay), 1000)
    self.logPath = logPath
  }

  /// The options as the environment changes them: `NO_COLOR` (no-color.org) takes the colours, and `ESCDELAY`, which
  /// other curses programs heed too, wins over a configured delay.
  public func honouring(environment: [String: String]) -> TerminalOptions {
    var options = self
    if let value = environment["NO_COLOR"], !value.isEmpty { options.hasColors = false }
    options.multiplexer = ClipboardSequence.Multiplexer(environment: environment)
    if let delay = environment["ESCDELAY"].flatMap({ Int($0) }), (0...1000).contains(delay) {
      options.escapeDelay = delay
    }
    return options
  }
}
