import Glibc

/// Waits for SIGINT, SIGTERM or SIGHUP on the calling thread.
///
/// The signals are blocked from the moment this is made, before any other thread starts, so that none of them ends the
/// process uncleanly.
struct StopSignals {
  private var set = sigset_t()

  init() {
    sigemptyset(&set)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&set, number) }
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// The number of the signal that came.
  func wait() -> Int32 {
    var set = set
    var number: Int32 = 0
    while sigwait(&set, &number) != 0 {}
    return number
  }
}
