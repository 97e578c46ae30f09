/// Something that is read from the API server while it is on the screen.
struct Reading<Value: Hashable & Sendable>: Hashable, Sendable {
  /// What was read last; nil before.
  var value: Value?
  /// When, in seconds since 1970.
  var readAt: Double?
  /// Why it could not be read at the last attempt.
  var problem: String?
  /// When it was asked for and not answered yet.
  var askedAt: Double?

  /// Seconds between readings of what changes by itself.
  static var interval: Double { 4 }

  /// Whether it is time to ask again.
  func isDue(at now: Double) -> Bool {
    if let askedAt, now - askedAt < 30 { return false }
    return readAt.map { abs(now - $0) >= Self.interval } ?? true
  }

  mutating func take(_ result: Result<Value, ReadingFailure>, at now: Double) {
    askedAt = nil
    readAt = now
    switch result {
    case .success(let new):
      value = new
      problem = nil
    case .failure(let failure): problem = failure.text
    }
  }
}
