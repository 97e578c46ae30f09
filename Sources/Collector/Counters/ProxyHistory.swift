import ProxyStats

/// The counters of one proxy over the last minutes, with resets taken out.
///
/// Every page is turned into growth since the page before, which is kept as columns that are joined with age.
/// The rules, in order:
/// - On the first page nothing has grown; a series that appears on a later page grew from zero.
/// - When more counters fell than stayed, the proxy has restarted: all of them grew from zero.
/// - A counter that fell, or a histogram any part of which fell, grew from zero.
/// - A series that was missing on a page which had others was evicted by the proxy, so it grew from zero. If the page
///   had none at all, the page is doubted instead, and the series goes on where it was.
struct ProxyHistory: Sendable {
  private enum Presence: UInt8 { case present, unsure, evicted }

  private var raw: [Double] = []
  private var presence: [Presence] = []
  private var generation = 0
  private(set) var book = ColumnBook()
  /// How often the proxy was seen to have restarted.
  private(set) var restarts = 0
  /// When the newest of them was seen.
  private(set) var restartedAt: Double?

  init() {}

  /// The time of the newest page, or nil.
  var newest: Double? { book.newest }

  /// Counts the recent growth from the newest page on.
  mutating func setMark() { book.setMark() }

  /// Takes in the page that `parser` has just finished, polled at `time`. Linear in the number of slots.
  mutating func record(_ parser: StatsPageParser, at time: Double, window: Double) {
    if parser.generation != generation {
      self = ProxyHistory()
      generation = parser.generation
    }
    let isFirst = newest == nil
    extend(to: parser.slots.count)
    let values = parser.values
    let hasSeries = values.contains { !$0.isNaN }
    let hasRestarted = !isFirst && isRestart(values)
    if hasRestarted {
      restarts += 1
      restartedAt = time
    }
    let fallen = fallenHistograms(parser)
    var growth = [Double](repeating: 0, count: raw.count)
    for slot in values.indices {
      let value = values[slot]
      guard !value.isNaN else {
        if presence[slot] == .present || hasSeries { presence[slot] = hasSeries ? .evicted : .unsure }
        continue
      }
      let before = raw[slot]
      let isFromZero =
        before.isNaN || hasRestarted || value < before || presence[slot] == .evicted
        || (!fallen.isEmpty && isDuration(parser.slots[slot].metric) && fallen.contains(parser.slots[slot].series))
      if !isFirst { growth[slot] = isFromZero ? value : value - before }
      raw[slot] = value
      presence[slot] = .present
    }
    book.append(growth, at: time, window: window)
  }

  /// The growth over the window that ends at the newest page: it begins at the poll closest to `window` seconds before,
  /// or at the first one. Nil until there are two pages, and after a silence that makes the older page meaningless.
  ///
  /// - Parameters:
  ///   - patience: half of the longest span, in seconds, that may stand for the window.
  ///   - parser: the one whose pages were recorded.
  func deltas(window: Double, patience: Double, parser: StatsPageParser) -> ProxyDeltas? {
    guard parser.generation == generation,
      let span = book.span(window: window, patience: patience, count: raw.count)
    else { return nil }
    var series = [SeriesDelta](repeating: SeriesDelta(), count: parser.seriesCount)
    let boundCount = parser.bounds.count
    for (position, slot) in parser.slots.prefix(raw.count).enumerated() {
      let growth = span.growth[position]
      guard growth > 0 else { continue }
      let index = Int(slot.series)
      let recent = span.recent[position]
      switch slot.metric {
      case .requests:
        series[index].requests += growth
        series[index].recentRequests += recent
      case .durationBucket:
        if series[index].buckets.isEmpty { series[index].buckets = Array(repeating: 0, count: boundCount) }
        series[index].buckets[Int(slot.bound)] += growth
      case .durationSum: series[index].durationSum += growth
      case .durationCount: series[index].durationCount += growth
      case .tcpSentBytes, .tcpReceivedBytes:
        series[index].bytes += growth
        series[index].recentBytes += recent
      case .tcpOpened: series[index].connections += growth
      case .tcpClosed: break
      }
    }
    return ProxyDeltas(end: span.end, elapsed: span.end - span.start, mark: span.mark, series: series)
  }

  // MARK: Growth

  private mutating func extend(to count: Int) {
    guard count > raw.count else { return }
    let new = count - raw.count
    raw.reserveCapacity(count)
    raw += repeatElement(Double.nan, count: new)
    presence.reserveCapacity(count)
    presence += repeatElement(Presence.present, count: new)
    raw.fit()
    presence.fit()
  }

  private func isRestart(_ values: [Double]) -> Bool {
    var fell = 0
    var stayed = 0
    for slot in values.indices where !values[slot].isNaN && raw[slot] > 0 {
      if values[slot] < raw[slot] { fell += 1 } else { stayed += 1 }
    }
    return fell > stayed
  }

  private func isDuration(_ metric: IstioMetric) -> Bool {
    metric == .durationBucket || metric == .durationCount || metric == .durationSum
  }

  private func fallenHistograms(_ parser: StatsPageParser) -> Set<Int32> {
    var fallen: Set<Int32> = []
    for slot in parser.values.indices where parser.values[slot] < raw[slot] && isDuration(parser.slots[slot].metric) {
      fallen.insert(parser.slots[slot].series)
    }
    return fallen
  }
}
