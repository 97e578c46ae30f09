import Glibc
import Synchronization

/// Tells whether a plugin may talk with the user on this process's terminal: not where there is none, and not while
/// the dashboard has it.
public final class PluginTerminal: Sendable {
  /// The one of this process.
  public static let shared = PluginTerminal { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  private let isThere: @Sendable () -> Bool
  private let hint = Mutex<String?>(nil)

  /// - Parameter isThere: whether the process has a terminal at all.
  public init(isThere: @escaping @Sendable () -> Bool) { self.isThere = isThere }

  /// Keeps plugins off the terminal from now on.
  ///
  /// - Parameter hint: what the user can do to let one have it, a sentence for error messages.
  public func take(hint: String) { self.hint.withLock { $0 = hint } }

  /// Lets plugins have the terminal again.
  public func release() { hint.withLock { $0 = nil } }

  /// Lets plugins have the terminal during `body`.
  public func lend<Result>(_ body: () throws -> Result) rethrows -> Result {
    let taken = hint.withLock { hint in
      defer { hint = nil }
      return hint
    }
    defer { hint.withLock { $0 = taken } }
    return try body()
  }

  var isFree: Bool { hint.withLock { $0 == nil } && isThere() }

  /// What to do when a plugin needs the terminal and it is not free.
  var advice: String {
    hint.withLock { $0 } ?? "Run vigla in a terminal, or log in with the plugin's own command first."
  }
}
