import CTerminal

/// What ended a wait.
public struct Readiness: OptionSet, Hashable, Sendable {
  public let rawValue: Int32

  public init(rawValue: Int32) { self.rawValue = rawValue }

  private init(_ bit: some BinaryInteger) { rawValue = Int32(bit) }

  /// Keys or mouse events wait to be read.
  public static let input = Readiness(CT_READY_INPUT)
  /// A signal came, or another thread called `TerminalSignals.wake`.
  public static let wake = Readiness(CT_READY_WAKE)
  /// The terminal is gone.
  public static let hangUp = Readiness(CT_READY_HANGUP)
}
