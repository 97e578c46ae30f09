import CTerminal

/// Signals that came and wait to be acted upon.
public struct SignalSet: OptionSet, Hashable, Sendable {
  public let rawValue: UInt32

  public init(rawValue: UInt32) { self.rawValue = rawValue }

  private init(_ bit: some BinaryInteger) { rawValue = UInt32(bit) }

  public static let resize = SignalSet(CT_SIGNAL_RESIZE)
  public static let interrupt = SignalSet(CT_SIGNAL_INTERRUPT)
  public static let terminate = SignalSet(CT_SIGNAL_TERMINATE)
  public static let hangUp = SignalSet(CT_SIGNAL_HANGUP)
  public static let quit = SignalSet(CT_SIGNAL_QUIT)
  /// The user pressed Ctrl-Z.
  public static let suspend = SignalSet(CT_SIGNAL_SUSPEND)
  /// The process was stopped and runs again.
  public static let resume = SignalSet(CT_SIGNAL_CONTINUE)

  /// The exit code when the set asks the program to end, by the shell's rule 128 + number; else nil.
  public var exitCode: Int32? {
    if contains(.hangUp) { return 128 + 1 }
    if contains(.interrupt) { return 128 + 2 }
    if contains(.quit) { return 128 + 3 }
    if contains(.terminate) { return 128 + 15 }
    return nil
  }
}
