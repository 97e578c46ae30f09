/// What is known of a pod's proxy: what a kubelet would know of the container.
struct ProxyReport: Sendable, Hashable {
  /// An end of the process.
  struct Exit: Sendable, Hashable {
    /// As a shell counts: 128 and the number for a signal.
    var code: Int32
    /// Of the signal that ended it.
    var signal: Int32?
    /// Seconds since 1970.
    var startedAt: Double
    var finishedAt: Double
  }

  /// When the process was started, in seconds since 1970; nil while there is none.
  var startedAt: Double?
  /// It has its configuration and takes requests.
  var isReady = false
  /// How often it was started again.
  var restarts = 0
  var lastExit: Exit?
  /// Why there is no process, such as how long it is held back.
  var waiting: String?
}
