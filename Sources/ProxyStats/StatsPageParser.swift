/// Turns the stats pages of one proxy into counter values, chunk by chunk, without holding a page.
///
/// A line that was seen before is recognised by the bytes before its value: usually by comparing it with the line that
/// followed its predecessor last time, else by a hash. Labels are parsed only when a line is new. Nothing here traps on
/// any input: what is not understood is counted, with the first case as a sample.
///
/// Use: `begin()`, `consume(_:)` for each chunk, `finish()`; then read `values`. A value (of type struct), so that a
/// poll can own it while it runs.
public struct StatsPageParser: Sendable {
  public let limits: StatsPageLimits
  /// The label tuples seen so far; positions are stable within a generation.
  public private(set) var series: [IstioSeries] = []
  /// The known lines in order of first sight; positions are stable within a generation.
  public internal(set) var slots: [StatsSlot] = []
  /// The newest page's value for each slot; NaN where the page does not have the line.
  public internal(set) var values: [Double] = []
  /// The histogram bounds seen, in order of first sight.
  public private(set) var bounds: [Double] = [0]
  /// Grows when the known lines were thrown away because most of them had vanished.
  public private(set) var generation = 0

  /// The label text of a tuple's first line.
  private struct Anchor: Sendable {
    var kept: (start: UInt32, length: UInt32)
    /// No bound within, so that any line that goes on with `}` or `,le=` is of the same tuple.
    var isPlain: Bool
  }

  var store = SeriesKeyStore()
  var page = StatsPage()
  var head: Int32 = -1
  var previous: Int32 = -1
  private var labels = SeriesLabels()
  private var interner = ValueInterner()
  /// The value ids of all tuples, one after the other.
  private var tuples: [UInt32] = []
  private var tupleIndex = HashIndex()
  private var anchors: [Anchor] = []
  private var lastSeries = -1
  private var carry: [UInt8] = []
  private var isSkippingLine = false
  private var recentSamples = 0
  private var slotsBefore = 0

  public init(limits: StatsPageLimits = StatsPageLimits()) { self.limits = limits }

  /// Starts a page; whatever was left of the one before is dropped. Linear in the number of slots.
  public mutating func begin() {
    if slots.count > 2_000 && slots.count > 4 * recentSamples || store.byteCount > 128 << 20 { forget() }
    for slot in values.indices { values[slot] = .nan }
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
    recentSamples = max(page.samples, recentSamples * 9 / 10)
    return page
  }

  /// The bound of a slot's bucket.
  public func bound(of slot: StatsSlot) -> Double { bounds[Int(slot.bound)] }

  private mutating func forget() {
    generation += 1
    series = []
    slots = []
    values = []
    bounds = [0]
    store = SeriesKeyStore()
    head = -1
    interner = ValueInterner()
    labels = SeriesLabels()
    tuples = []
    tupleIndex = HashIndex()
    anchors = []
    lastSeries = -1
  }

  /// Gives back the room that arrays have grown ahead: known lines stay for long, and new ones come seldom.
  private mutating func fit() {
    series.fit()
    slots.fit()
    values.fit()
    store.fit()
    interner.fit()
    tuples.fit()
    anchors.fit()
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
    let seriesBefore = series.count
    guard let (tuple, bound, keyEnd) = identify(brace, to: end) else { return nil }
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
      if let known = store.find(start, length: length, hash: hash) { return (known, keyEnd) }
    }
    guard slots.count < limits.slots, store.byteCount < 128 << 20 else {
      note("more than \(limits.slots) series", start, end)
      return nil
    }
    guard let boundIndex = boundPosition(bound) else {
      note("too many different bucket bounds", start, end)
      return nil
    }
    let kept = anchors[tuple].kept
    let isNew = tuple >= seriesBefore
    let shared = isNew ? Int(kept.length) : store.common(kept, brace, limit: keyEnd - brace)
    store.insert(start, length: length, nameLength: brace - start, kept: kept, shared: shared, hash: hash)
    slots.append(StatsSlot(series: Int32(tuple), metric: metric, bound: boundIndex))
    values.append(.nan)
    return (slots.count - 1, keyEnd)
  }

  /// The series that the label text at `brace` names, its bucket bound, and the end of the text.
  private mutating func identify(
    _ brace: UnsafeRawPointer, to end: UnsafeRawPointer
  ) -> (series: Int, bound: Double?, end: UnsafeRawPointer)? {
    if let quick = identifyAsLast(brace, to: end) { return quick }
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
    let hash = ByteHash.of(labels.ids)
    let found = tupleIndex.find(hash, isTuple)
    let tuple = found ?? addTuple(hash, brace, sharedEnd, isPlain: isPlain)
    lastSeries = tuple
    return (tuple, labels.bound, keyEnd)
  }

  /// The lines of one histogram differ only in the bound, so no label needs to be looked at again.
  private mutating func identifyAsLast(
    _ brace: UnsafeRawPointer, to end: UnsafeRawPointer
  ) -> (series: Int, bound: Double?, end: UnsafeRawPointer)? {
    guard lastSeries >= 0, anchors[lastSeries].isPlain else { return nil }
    let kept = anchors[lastSeries].kept
    let shared = Int(kept.length)
    guard shared > 1, end - brace > shared, store.common(kept, brace, limit: shared) == shared else { return nil }
    let place = brace + shared
    if place[0] == UInt8(ascii: "}") { return (lastSeries, nil, place + 1) }
    guard Bytes.hasPrefix(",le=\"", at: place, to: end),
      let quote = Bytes.find(Bytes.quote, from: place + 5, to: end), quote + 1 < end,
      quote[1] == UInt8(ascii: "}"), let bound = NumberParser.parse(place + 5, quote), !bound.isNaN
    else { return nil }
    return (lastSeries, bound, quote + 2)
  }

  private mutating func addTuple(
    _ hash: UInt64, _ brace: UnsafeRawPointer, _ sharedEnd: UnsafeRawPointer, isPlain: Bool
  ) -> Int {
    let ids = labels.ids
    let strings = interner.strings
    series.append(
      IstioSeries { label in
        let id = Int(ids[label.rawValue])
        return id > 0 ? strings[id - 1] : nil
      })
    tuples.append(contentsOf: ids)
    tupleIndex.insert(hash, series.count - 1)
    anchors.append(Anchor(kept: store.keep(brace, sharedEnd - brace), isPlain: isPlain))
    return series.count - 1
  }

  /// Whether the labels just read are those of a tuple.
  private func isTuple(_ position: Int) -> Bool {
    let start = position * IstioLabel.identityCount
    for label in 0..<IstioLabel.identityCount where tuples[start + label] != labels.ids[label] { return false }
    return true
  }

  private mutating func boundPosition(_ bound: Double?) -> UInt16? {
    guard let bound else { return 0 }
    if let known = bounds.indices.dropFirst().first(where: { bounds[$0] == bound }) { return UInt16(known) }
    guard bounds.count < 1_000 else { return nil }
    bounds.append(bound)
    return UInt16(bounds.count - 1)
  }
}
