import ProxyStats

/// The counters of one proxy over the last minutes, with resets taken out.
///
/// Every page is turned into growth since the page before; the sums of growth are kept as columns, thinned with age.
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
  /// Position in `counters`, or -1 - position in `buckets`.
  private var places: [Int32] = []
  private var counters: [Double] = []
  private var buckets: [UInt32] = []
  private var generation = 0
  private var book = ColumnBook()
  /// How often the proxy was seen to have restarted.
  private(set) var restarts = 0
  /// When the newest of them was seen.
  private(set) var restartedAt: Double?

  init() {}

  var columns: [CounterColumn] { book.columns }
  /// The time of the newest page, or nil.
  var newest: Double? { columns.last?.time }

  /// Counts the recent growth from the newest page on.
  mutating func setMark() { book.setMark() }

  /// Takes in the page that `parser` has just finished, polled at `time`. Linear in the number of slots.
  mutating func record(_ parser: StatsPageParser, at time: Double, window: Double) {
    if parser.generation != generation {
      self = ProxyHistory()
      generation = parser.generation
    }
    let isFirst = columns.isEmpty
    extend(to: parser.slots)
    let values = parser.values
    let hasSeries = values.contains { !$0.isNaN }
    let hasRestarted = !isFirst && isRestart(values)
    if hasRestarted {
      restarts += 1
      restartedAt = time
    }
    let fallen = fallenHistograms(parser)
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
      if !isFirst { grow(slot, by: isFromZero ? value : value - before) }
      raw[slot] = value
      presence[slot] = .present
    }
    book.append(counters: counters, buckets: buckets, at: time, window: window)
  }

  /// The growth over the window that ends at the newest page: it begins at the poll closest to `window` seconds before,
  /// or at the first one. Nil until there are two pages, and after a silence that makes the older page meaningless.
  ///
  /// - Parameters:
  ///   - patience: half of the longest span, in seconds, that may stand for the window.
  ///   - parser: the one whose pages were recorded.
  func deltas(window: Double, patience: Double, parser: StatsPageParser) -> ProxyDeltas? {
    guard parser.generation == generation, let span = book.span(window: window, patience: patience) else { return nil }
    let (start, end, mark) = (span.start, span.end, span.mark)
    var series = [SeriesDelta](repeating: SeriesDelta(), count: parser.series.count)
    let boundCount = parser.bounds.count
    for (slot, place) in zip(parser.slots, places) {
      let index = Int(slot.series)
      if place >= 0 {
        let position = Int(place)
        let growth = end.counter(position) - start.counter(position)
        guard growth > 0 else { continue }
        let recent = end.counter(position) - mark.counter(position)
        switch slot.metric {
        case .requests:
          series[index].requests += growth
          series[index].recentRequests += recent
        case .durationSum: series[index].durationSum += growth
        case .durationCount: series[index].durationCount += growth
        case .tcpSentBytes, .tcpReceivedBytes:
          series[index].bytes += growth
          series[index].recentBytes += recent
        case .tcpOpened: series[index].connections += growth
        case .tcpClosed, .durationBucket: break
        }
      } else {
        let position = -1 - Int(place)
        let growth = end.bucket(position) &- start.bucket(position)
        guard growth > 0 else { continue }
        if series[index].buckets.isEmpty { series[index].buckets = Array(repeating: 0, count: boundCount) }
        series[index].buckets[Int(slot.bound)] += Double(growth)
      }
    }
    return ProxyDeltas(end: end.time, elapsed: end.time - start.time, mark: mark.time, series: series)
  }

  // MARK: Growth

  private mutating func extend(to slots: [StatsSlot]) {
    guard slots.count > places.count else { return }
    for slot in slots[places.count...] {
      raw.append(.nan)
      presence.append(.present)
      if slot.metric == .durationBucket {
        places.append(-1 - Int32(buckets.count))
        buckets.append(0)
      } else {
        places.append(Int32(counters.count))
        counters.append(0)
      }
    }
    raw.fit()
    presence.fit()
    places.fit()
    counters.fit()
    buckets.fit()
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

  private mutating func grow(_ slot: Int, by growth: Double) {
    let place = places[slot]
    if place >= 0 {
      counters[Int(place)] += growth
    } else {
      // A page may claim any number; what cannot be a count over minutes need not come out right.
      buckets[-1 - Int(place)] &+= UInt32(truncatingIfNeeded: UInt64(min(growth, 1e18)))
    }
  }
}
