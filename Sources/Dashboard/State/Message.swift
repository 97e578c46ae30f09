/// A line told to the operator: shown as a toast for some seconds, and kept in the message log.
struct Message: Hashable, Sendable {
  var time: Double
  var severity: Severity
  var text: String
  /// What it is about: newer news of the same replace it.
  var topic: String?
  /// It need not be shown over the screen any more.
  var isDismissed = false

  /// Seconds that the toast stays: long enough to read, longer for what matters.
  var lifetime: Double {
    switch severity {
    case .info: 4
    case .warning: 5
    case .error: 6
    }
  }
}
