/// What the work on a request came to.
struct AppOutcome: Sendable {
  /// 200, 500 after a required call that failed, or the status of the behaviour's own errors.
  var status: Int
  /// In the order of stages and calls; calls that were not made are not here.
  var results: [AppCallResult] = []

  /// The result of the call to a service.
  ///
  /// - Parameter service: the first part of its host.
  func result(of service: String) -> AppCallResult? {
    results.first { $0.call.host.prefix { $0 != "." } == service }
  }
}
