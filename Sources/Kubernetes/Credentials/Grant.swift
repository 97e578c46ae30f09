import NIOSSL

/// What one request shows to say who asks.
struct Grant: Sendable {
  /// The value of the `Authorization` header, if there is one.
  var authorization: String?
  /// With another client certificate than the connection began with; nil for the connection's own settings.
  var tls: TLSConfiguration?
  /// Grows whenever the credentials were read again.
  var generation = 0

  /// Whether the server would see the same.
  func shows(the same: Grant) -> Bool {
    guard authorization == same.authorization else { return false }
    switch (tls, same.tls) {
    case (nil, nil): return true
    case (let mine?, let other?): return mine.bestEffortEquals(other)
    default: return false
    }
  }
}

extension Grant: CustomStringConvertible, CustomReflectable {
  var description: String { "<redacted>" }
  var customMirror: Mirror { Mirror(self, children: []) }
}
