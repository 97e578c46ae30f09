/// Why the screen cannot be opened. Each is a matter of how the program was called: exit code 2.
public enum TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Standard output is not a terminal.
  case notATerminal
  /// TERM is empty or names a terminal without description here.
  case unknownTerminal(name: String)
  /// The terminal cannot move its cursor, as TERM=dumb.
  case noCursorMovement(name: String)
  /// The system refused a descriptor.
  case system

  /// What failed and what to do, in one line.
  public var description: String {
    switch self {
    case .notATerminal: "standard output is not a terminal: run vigla in one, or use `vigla graph`"
    case .unknownTerminal(let name) where name.isEmpty:
      "TERM is not set: try `TERM=xterm-256color vigla`"
    case .unknownTerminal(let name):
      "there is no description of the terminal '\(name)' (TERM) on this machine: try `TERM=xterm-256color vigla`"
    case .noCursorMovement(let name):
      "the terminal '\(name)' (TERM) cannot show a full screen: use `vigla graph`, or try `TERM=xterm-256color vigla`"
    case .system: "the terminal could not be opened: too many open files?"
    }
  }

  /// The exit code for a usage error.
  public var exitCode: Int32 { 2 }
}
