import Texts

/// Where timeouts, retries and faults of one route do not go together.
enum RetryNotes {
  static func all(_ route: HTTPRoute) -> [String] {
    var notes: [String] = []
    let attempts = route.retries?.attempts ?? 0
    if let timeout = route.timeout, let retries = route.retries, attempts > 0 {
      let limit = DurationText.text(seconds: timeout)
      if let perTry = retries.perTryTimeout, perTry >= timeout {
        notes.append(
          tr(
            "Each try may take \(DurationText.text(seconds: perTry)), but the whole request only \(limit): a slow try is "
              + "never retried."))
      } else if let perTry = retries.perTryTimeout, perTry * Double(1 + attempts) > timeout {
        notes.append(
          tr(
            "\(1 + attempts) tries of \(DurationText.text(seconds: perTry)) do not fit into the timeout of \(limit): at "
              + "most \(max(1, Int((timeout / perTry).rounded(.down)))) can take their whole time."))
      } else if retries.perTryTimeout == nil {
        notes.append(tr("Without a time per try the first try may use up the whole timeout of \(limit)."))
      }
    }
    if route.fault != nil, route.timeout != nil || attempts > 0 {
      notes.append(tr("The route injects a fault: its own timeout and retries do not act on that."))
    }
    return notes
  }
}
