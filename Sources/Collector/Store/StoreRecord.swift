import MeshModel

/// All that is known of a store of metrics and of what it told.
struct StoreRecord: Sendable {
  let name: String
  var place = ""
  private(set) var reading: StoreReading?
  private(set) var stored: StoredTraffic?
  private(set) var problem: PollFailure?
  /// When it was read, and when it was asked last, in seconds since 1970.
  private(set) var lastGood: Double?
  private(set) var lastAsked: Double?
  /// Questions in a row without an answer.
  private var unanswered = 0
  private var retryAt = 0.0

  init(name: String) { self.name = name }

  /// Whether asking makes sense at a time: not while it is left in peace after a failure, and not before it has looked at
  /// the proxies again.
  func isDue(at now: Double) -> Bool {
    guard problem == nil else { return now >= retryAt - 0.001 }
    guard let lastAsked, let interval = reading?.scrapeInterval else { return true }
    return now - lastAsked >= min(interval, Self.longestRest) - 0.25
  }

  mutating func record(_ reading: StoreReading, asked: Double, at now: Double) {
    self.reading = reading
    // What was learnt of the past is in the histories.
    self.reading?.past = []
    stored = StoredTraffic(reading.series)
    problem = nil
    unanswered = 0
    lastAsked = asked
    lastGood = now
  }

  mutating func fail(_ failure: PollFailure, asked: Double, at now: Double, interval: Double) {
    problem = failure
    lastAsked = asked
    unanswered += 1
    retryAt = now + min(60, interval * Double(1 << min(unanswered - 1, 6)))
  }

  /// The traffic of the last answer; none once it is older than the window.
  func traffic(now: Double, marked: Double?, patience: Double) -> MeshLedger.Traffic {
    var result = MeshLedger.Traffic()
    if let marked, now - marked > 0 { result.recentSeconds = now - marked }
    guard let reading, let stored, let lastGood, now - lastGood <= max(patience, reading.window) else { return result }
    result.flows = stored.flows
    result.seconds = reading.window
    result.proxies = 1
    result.recentSince = lastGood - (reading.lag ?? 0) - reading.recent
    return result
  }

  /// For the snapshot.
  func status(at now: Double) -> MetricsStoreStatus {
    MetricsStoreStatus(
      name: name, place: place, problem: problem?.reason, age: lastGood.map { max(0, now - $0) },
      scrapeInterval: reading?.scrapeInterval)
  }

  /// The longest that a store is not asked because nothing new is expected, in seconds.
  private static let longestRest = 30.0
}
