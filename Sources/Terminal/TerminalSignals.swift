import CTerminal

/// Signals and wake-ups for the thread that owns the terminal.
///
/// Handlers only note the signal and make a descriptor readable, so that everything else happens in the event loop.
/// A second request to end, more than a second after one that nobody took, restores the terminal and ends the process:
/// the way out of a program that hangs. Works without a screen too.
public enum TerminalSignals {
  /// Installs the handlers; calling it again does nothing. Signals that the parent ignores (`nohup`) stay ignored.
  public static func install() throws(TerminalError) {
    guard ct_signals_install() == 0 else { throw .system }
  }

  /// The signals since the last call.
  public static func take() -> SignalSet { SignalSet(rawValue: ct_signals_take()) }

  /// Readable when a signal or a wake-up came; -1 before `install`. `poll` empties it.
  public static var wakeDescriptor: Int32 { ct_wake_descriptor() }

  /// Ends the wait of the thread in `poll`; safe from any thread and cheap when called often.
  public static func wake() { ct_wake() }

  /// Waits for input (if a screen is open), a signal or a wake-up.
  ///
  /// - Parameter milliseconds: the longest wait; nil waits without end.
  public static func poll(milliseconds: Int? = nil) -> Readiness {
    Readiness(rawValue: ct_poll(Int32(clamping: milliseconds.map { max(0, $0) } ?? -1)))
  }
}
