import TrafficConfig

/// The canary on the screen.
struct CanaryScreen: Hashable, Sendable {
  /// What is asked before it is done; Esc and Enter do nothing of it.
  enum Question: Hashable, Sendable {
    case promote, promoteAll, abort, leave
    /// The program is to end while the canary runs.
    case quit
  }

  var asked: Question?
}
