import Documents

/// A proxy's container that does not run, or that had to be started again.
public struct ProxyTrouble: Sendable, Hashable {
  /// Why it does not run, such as `CrashLoopBackOff`; nil while it runs.
  public var waiting: String?
  /// How often it has been started again.
  public var restarts: Int
  /// How it last ended, such as `signal 9` or `exit code 1`; nil where the server does not tell.
  public var lastEnd: String?
  /// When it last ended, RFC 3339.
  public var endedAt: String?

  public init(waiting: String? = nil, restarts: Int = 0, lastEnd: String? = nil, endedAt: String? = nil) {
    self.waiting = waiting
    self.restarts = restarts
    self.lastEnd = lastEnd
    self.endedAt = endedAt
  }

  /// Reads a container's status; nil when all is well. A container that is being created is well.
  init?(containerStatus status: JSONValue) {
    let reason = status["state"]?["waiting"]?["reason"]?.string
    waiting = reason == "ContainerCreating" || reason == "PodInitializing" ? nil : reason
    restarts = status["restartCount"]?.int ?? 0
    guard waiting != nil || restarts > 0 else { return nil }
    let terminated = status["lastState"]?["terminated"]
    if let signal = terminated?["signal"]?.int, signal > 0 {
      lastEnd = "signal \(signal)"
    } else if let reason = terminated?["reason"]?.string, reason != "Error" {
      lastEnd = reason
    } else if let code = terminated?["exitCode"]?.int {
      // What a runtime without a word for signals reports of them.
      lastEnd = code > 128 ? "signal \(code - 128)" : "exit code \(code)"
    }
    endedAt = terminated?["finishedAt"]?.string
  }
}
