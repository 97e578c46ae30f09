/// Turns the stats pages of one proxy into counter values, chunk by chunk, without holding a page.
///
/// A line that was seen before is recognised by the hash of the bytes before its value: usually it is the line that
/// followed its predecessor last time. Labels are parsed only when a line is new, and are not kept. Nothing here traps on
/// any input: what is not understood is counted, with the first case as a sample.
///
/// Use: `begin()`, `consume(_:)` for each chunk, `finish()`; then read `values` and `newSeries`, and `drop()` them. A
/// value (of type struct), so that a poll can own it while it runs.
public struct StatsPageParser: Sendable {
  public let limits: StatsPageLimits
  /// The label tuples that came since `drop()`: the last of all.
  public private(set) var newSeries: [SeenSeries] = []
  /// How many label tuples are known; their positions are stable within a generation.
  public var seriesCount: Int { tupleHashes.count }
  /// The known lines in order of first sight; positions are stable within a generation.
  public internal(set) var slots: [StatsSlot] = []
  /// The newest page's value for each slot until `drop()`; NaN where the page does not have the line.
  public internal(set) var values: [Double] = []
  /// The histogram bounds seen, in order of first sight.
  public private(set) var bounds: [Double] = [0]
  /// Grows when the known lines were thrown away because most of them had vanished.
  public private(set) var generation = 0

  /// The label text of the line that was learnt last, as far as the lines of a histogram share it.
  private struct Last: Sendable {
    var series = -1
    var isTCP = false
    var text: [UInt8] = []
    /// No bound within, so that any line that goes on with `}` or `,le=` is of the same tuple.
    var isPlain = false
  }

  var store = SeriesKeyStore()
  var page = StatsPage()
  var head: Int32 = -1
  var previous: Int32 = -1
  private var labels = SeriesLabels()
  private var interner = ValueInterner()
  /// What the tuples are known by.
  private var tupleHashes: [UInt64] = []
  private var tupleIndex = HashIndex()
  private var last = Last()
  private var carry: [UInt8] = []
  private var isSkippingLine = false
  private var recentSamples = 0
  private var slotsBefore = 0

  public init(limits: StatsPageLimits = StatsPageLimits()) { self.limits = limits }

  /// Starts a page; whatever was left of the one before is dropped. Linear in the number of slots.
  public mutating func begin() {
    if slots.count > 2_000 && slots.count > 4 * recentSamples { forget() }
    if values.count == slots.count {
      for slot in values.indices { values[slot] = .nan }
    } else {
      values = Array(repeating: .nan, count: slots.count)
    }
    page = StatsPage()
    slotsBefore = slots.count
    previous = -1
    carry.removeAll(keepingCapacity: true)
    isSkippingLine = false
  }

  /// Reads the next bytes. Returns false once the page is over its limit: the caller should stop sending.
  public mutating func consume(_ chunk: UnsafeRawBufferPointer) -> Bool {
    guard page.ending == .complete else { return false }
    guard let base = chunk.baseAddress, !chunk.isEmpty else { return true }
    page.bytes += chunk.count
    if page.bytes > limits.pageBytes {
      page.ending = .tooLarge
      return false
    }
    let end = base + chunk.count
    var start = base
    if isSkippingLine || !carry.isEmpty {
      guard let newline = Bytes.find(Bytes.newline, from: start, to: end) else {
        hold(start, end)
        return true
      }
      finishCarriedLine(start, newline + 1)
      start = newline + 1
    }
    guard let last = Bytes.findLast(Bytes.newline, from: start, to: end) else {
      hold(start, end)
      return true
    }
    readLines(start, last + 1)
    hold(last + 1, end)
    return true
  }

  /// `consume(_:)` for an array.
  public mutating func consume(_ chunk: [UInt8]) -> Bool { chunk.withUnsafeBytes { consume($0) } }

  /// Ends the page and says what became of it.
  public mutating func finish() -> StatsPage {
    if page.ending == .complete, isSkippingLine || !carry.isEmpty {
      // A last line without its newline may have lost part of its value, so it does not count; only the mark may.
      if isSkippingLine || carry != Array("# EOF".utf8) { page.ending = .truncated }
    }
    carry = []
    if slots.count > slotsBefore { fit() }
    if !interner.strings.isEmpty {
      // What reading labels needed is of no use until there are new ones.
      interner = ValueInterner()
      labels = SeriesLabels()
    }
    last = Last()
    recentSamples = max(page.samples, recentSamples * 9 / 10)
    return page
  }

  /// Gives up the newest page's values and the series that were new on it, once they are taken in.
  public mutating func drop() {
    values = []
    newSeries = []
  }

  /// The bound of a slot's bucket.
  public func bound(of slot: StatsSlot) -> Double { bounds[Int(slot.bound)] }

  private mutating func forget() {
    generation += 1
    newSeries = []
    slots = []
    values = []
    bounds = [0]
    store = SeriesKeyStore()
    head = -1
    tupleHashes = []
    tupleIndex = HashIndex()
  }

  /// Gives back the room that arrays have grown ahead: known lines stay for long, and new ones come seldom.
  private mutating func fit() {
    slots.fit()
    values.fit()
    bounds.fit()
    store.fit()
    tupleHashes.fit()
  }

  // MARK: Lines across chunks

  private mutating func hold(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer) {
    guard start < end, !isSkippingLine else { return }
    if carry.count + (end - start) > limits.lineBytes {
      isSkippingLine = true
      note("a line is longer than \(limits.lineBytes) bytes")
      carry.removeAll(keepingCapacity: false)
    } else {
      carry.append(contentsOf: UnsafeRawBufferPointer(start: start, count: end - start))
    }
  }

  private mutating func finishCarriedLine(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer) {
    hold(start, end)
    if isSkippingLine {
      isSkippingLine = false
      page.lines += 1
      return
    }
    var line: [UInt8] = []
    swap(&line, &carry)
    line.withUnsafeBytes { raw in
      if let base = raw.baseAddress { readLines(base, base + raw.count) }
    }
    swap(&line, &carry)
    carry.removeAll(keepingCapacity: true)
  }

  // MARK: First sight

  /// Parses the labels of a new line and stores it; nil, with the error counted, if it cannot be used. `brace` is the
  /// end of the name; the end of the key is returned because only parsing can tell it from an exemplar's. `guess` is a
  /// key end that is known to be of no known line, with the hash of the bytes before it.
  mutating func learn(
    _ start: UnsafeRawPointer, brace: UnsafeRawPointer, to end: UnsafeRawPointer, metric: IstioMetric,
    guess: (end: UnsafeRawPointer, hash: UInt64)?
  ) -> (slot: Int, end: UnsafeRawPointer)? {
    guard let (tuple, bound, keyEnd) = identify(brace, to: end, isTCP: metric.isTCP) else { return nil }
    if metric == .durationBucket, bound == nil {
      note("a bucket without a bound", start, end)
      return nil
    }
    let length = keyEnd - start
    let hash: UInt64
    if let guess, guess.end == keyEnd {
      hash = guess.hash
    } else {
      hash = ByteHash.of(start, length)
      if let known = store.find(length: length, hash: hash) { return (known, keyEnd) }
    }
    guard slots.count < limits.slots else {
      note("more than \(limits.slots) series", start, end)
      return nil
    }
    guard let boundIndex = boundPosition(bound) else {
      note("too many different bucket bounds", start, end)
      return nil
    }
    store.insert(length: length, hash: hash)
    slots.append(StatsSlot(series: Int32(tuple), metric: metric, bound: boundIndex))
    values.append(.nan)
    return (slots.count - 1, keyEnd)
  }

  /// The series that the label text at `brace` names, its bucket bound, and the end of the text.
  private mutating func identify(
    _ brace: UnsafeRawPointer, to end: UnsafeRawPointer, isTCP: Bool
  ) -> (series: Int, bound: Double?, end: UnsafeRawPointer)? {
    if last.isTCP == isTCP, let quick = identifyAsLast(brace, to: end) { return quick }
    var keyEnd = brace
    var sharedEnd = brace
    var isPlain = true
    if brace < end, brace[0] == UInt8(ascii: "{") {
      switch labels.read(brace + 1, to: end, values: &interner) {
      case .problem(let problem):
        note(problem.rawValue, brace, end)
        return nil
      case .end(let place):
        keyEnd = place
        sharedEnd = brace + 1 + labels.sharedLength
        isPlain = labels.bound == nil || labels.isBoundLast
      }
    } else {
      labels.clear()
    }
    let hash = labels.hash(interner, isTCP: isTCP)
    last.series = tupleIndex.find(hash) { tupleHashes[$0] == hash } ?? addTuple(hash, isTCP: isTCP)
    last.isTCP = isTCP
    last.isPlain = isPlain
    last.text.removeAll(keepingCapacity: true)
    last.text.append(contentsOf: UnsafeRawBufferPointer(start: brace, count: sharedEnd - brace))
    return (last.series, labels.bound, keyEnd)
  }

  /// The lines of one histogram differ only in the bound, so no label needs to be looked at again.
  private func identifyAsLast(
    _ brace: UnsafeRawPointer, to end: UnsafeRawPointer
  ) -> (series: Int, bound: Double?, end: UnsafeRawPointer)? {
    let shared = last.text.count
    guard last.series >= 0, last.isPlain, shared > 1, end - brace > shared,
      last.text.withUnsafeBytes({ $0.baseAddress.map { Bytes.equal($0, brace, shared) } ?? false })
    else { return nil }
    let place = brace + shared
    if place[0] == UInt8(ascii: "}") { return (last.series, nil, place + 1) }
    guard Bytes.hasPrefix(",le=\"", at: place, to: end),
      let quote = Bytes.find(Bytes.quote, from: place + 5, to: end), quote + 1 < end,
      quote[1] == UInt8(ascii: "}"), let bound = NumberParser.parse(place + 5, quote), !bound.isNaN
    else { return nil }
    return (last.series, bound, quote + 2)
  }

  private mutating func addTuple(_ hash: UInt64, isTCP: Bool) -> Int {
    let ids = labels.ids
    let strings = interner.strings
    let series = IstioSeries { label in
      let id = Int(ids[label.rawValue])
      return id > 0 ? strings[id - 1] : nil
    }
    newSeries.append(SeenSeries(series: series, isTCP: isTCP))
    tupleHashes.append(hash)
    let hashes = tupleHashes
    tupleIndex.insert(hashes.count - 1) { hashes[$0] }
    return hashes.count - 1
  }

  private mutating func boundPosition(_ bound: Double?) -> UInt16? {
    guard let bound else { return 0 }
    if let known = bounds.indices.dropFirst().first(where: { bounds[$0] == bound }) { return UInt16(known) }
    guard bounds.count < 1_000 else { return nil }
    bounds.append(bound)
    return UInt16(bounds.count - 1)
  }
}
