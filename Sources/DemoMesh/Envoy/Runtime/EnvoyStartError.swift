/// Why the proxies of a demo did not all start.
struct EnvoyStartError: Error, CustomStringConvertible {
  /// `namespace/pod`, and what is known of it.
  var proxies: [(pod: String, reason: String)]
  /// Where their logs are.
  var logs: String

  var description: String {
    let list = proxies.map { "\($0.pod): \($0.reason)" }.joined(separator: "\n  ")
    return "not all proxies got ready:\n  \(list)\nTheir logs are in \(logs)."
  }
}
