extension StatsPageParser {
  /// Reads whole lines: `end` lies behind the last one's newline.
  mutating func readLines(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer) {
    var place = start
    while place < end {
      page.lines += 1
      let expected = previous < 0 ? head : store.keys[Int(previous)].following
      if expected >= 0, let after = recognise(Int(expected), place, end) {
        previous = expected
        place = readValue(after, slot: Int(expected), line: place, end)
        continue
      }
      guard let newline = Bytes.find(Bytes.newline, from: place, to: end) else { return }
      readOther(place, newline)
      place = newline + 1
    }
  }

  /// The place of the value if the line at `place` is that of a slot, else nil.
  @inline(__always)
  private func recognise(_ slot: Int, _ place: UnsafeRawPointer, _ end: UnsafeRawPointer) -> UnsafeRawPointer? {
    let key = store.keys[slot]
    let length = Int(key.length)
    guard end - place > length + 1, place[length] == Bytes.space, store.matches(key, place) else { return nil }
    return place + length + 1
  }

  /// Stores the value at `start` and returns the next line's place. Whole numbers, nearly all there are, go straight.
  @inline(__always)
  private mutating func readValue(
    _ start: UnsafeRawPointer, slot: Int, line: UnsafeRawPointer, _ end: UnsafeRawPointer
  ) -> UnsafeRawPointer {
    var number: UInt64 = 0
    var place = start
    // A newline stands before `end`, so that the loop needs no bound.
    while true {
      let digit = place[0] &- 48
      if digit > 9 { break }
      number = number &* 10 &+ UInt64(digit)
      place += 1
    }
    let digits = place - start
    if place[0] == Bytes.newline, digits > 0, digits < 19 {
      put(Double(number), in: slot, line, place)
      return place + 1
    }
    let newline = Bytes.find(Bytes.newline, from: place, to: end) ?? end - 1
    readOddValue(start, slot: slot, line: line, newline)
    return newline + 1
  }

  /// A value that is no plain whole number, or is followed by a timestamp, an exemplar or a carriage return.
  private mutating func readOddValue(
    _ start: UnsafeRawPointer, slot: Int, line: UnsafeRawPointer, _ newline: UnsafeRawPointer
  ) {
    let first = Bytes.skipBlanks(from: start, to: newline)
    var last = first
    while last < newline, !Bytes.isBlank(last[0]), last[0] != UInt8(ascii: "\r") { last += 1 }
    let next = Bytes.skipBlanks(from: last, to: newline)
    guard let value = NumberParser.parse(first, last), isTail(next, newline) else {
      note("not a number", line, newline)
      return
    }
    put(value, in: slot, line, newline)
  }

  /// What may follow a value: nothing, a carriage return, a timestamp, an exemplar.
  private func isTail(_ place: UnsafeRawPointer, _ newline: UnsafeRawPointer) -> Bool {
    guard place < newline else { return true }
    if place[0] == UInt8(ascii: "#") || place[0] == UInt8(ascii: "\r") && place + 1 == newline { return true }
    var end = place
    while end < newline, !Bytes.isBlank(end[0]), end[0] != UInt8(ascii: "\r") { end += 1 }
    return NumberParser.parse(place, end) != nil
  }

  /// No real counter comes near; sums of what is below stay finite.
  private static let largestCounter = 1e18

  @inline(__always)
  private mutating func put(
    _ value: Double, in slot: Int, _ line: UnsafeRawPointer, _ newline: UnsafeRawPointer
  ) {
    if !(value >= 0 && value <= Self.largestCounter) {
      note(value.isNaN ? "NaN as a counter" : "a counter that is negative or too large", line, newline)
    } else if !values[slot].isNaN {
      note("the same series twice", line, newline)
    } else {
      values[slot] = value
      page.samples += 1
    }
  }

  /// A line that was not expected: a comment, another metric, a known line out of order, or a new one.
  private mutating func readOther(_ start: UnsafeRawPointer, _ newline: UnsafeRawPointer) {
    guard start < newline, start[0] != UInt8(ascii: "#") else { return }
    guard newline - start <= limits.lineBytes else {
      note("a line is longer than \(limits.lineBytes) bytes")
      return
    }
    guard
      Bytes.hasPrefix("istio_", at: start, to: newline) || Bytes.hasPrefix("envoy_istio_", at: start, to: newline)
    else {
      skip(start, newline)
      return
    }
    var nameEnd = start
    while nameEnd < newline, nameEnd[0] != UInt8(ascii: "{"), !Bytes.isBlank(nameEnd[0]) { nameEnd += 1 }
    guard let metric = IstioMetric.named(start, nameEnd) else {
      skip(start, newline)
      return
    }
    let labels = Bytes.skipBlanks(from: nameEnd, to: newline)
    if labels < newline, labels[0] == UInt8(ascii: "{") { nameEnd = labels }
    guard let (slot, keyEnd) = locate(start, nameEnd, newline, metric) else { return }
    guard keyEnd < newline, Bytes.isBlank(keyEnd[0]) else {
      note("no value", start, newline)
      return
    }
    if previous < 0 { head = Int32(slot) } else { store.keys[Int(previous)].following = Int32(slot) }
    previous = Int32(slot)
    _ = readValue(Bytes.skipBlanks(from: keyEnd, to: newline), slot: slot, line: start, newline + 1)
  }

  /// The slot of a line and the end of its key.
  private mutating func locate(
    _ start: UnsafeRawPointer, _ nameEnd: UnsafeRawPointer, _ newline: UnsafeRawPointer, _ metric: IstioMetric
  ) -> (Int, UnsafeRawPointer)? {
    // The last brace ends the labels unless an exemplar follows; then the bytes are of no known key, and `learn` finds
    // the true end.
    var guess: (end: UnsafeRawPointer, hash: UInt64)?
    if let brace = Bytes.findLast(UInt8(ascii: "}"), from: nameEnd, to: newline) {
      let length = brace + 1 - start
      let hash = ByteHash.of(start, length)
      if let known = store.find(length: length, hash: hash) { return (known, brace + 1) }
      guess = (brace + 1, hash)
    }
    return learn(start, brace: nameEnd, to: newline, metric: metric, guess: guess)
  }

  /// A metric that is not wanted: only looked at closely enough to tell text from garbage.
  private mutating func skip(_ start: UnsafeRawPointer, _ newline: UnsafeRawPointer) {
    var last = newline - 1
    while last > start, last[0] == UInt8(ascii: "\r") || Bytes.isBlank(last[0]) { last -= 1 }
    let isName =
      switch start[0] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "_"), UInt8(ascii: ":"): true
      case UInt8(ascii: "\r"), Bytes.space, Bytes.tab: true
      default: false
      }
    let isValue =
      switch last[0] {
      case 48...57, UInt8(ascii: "N"), UInt8(ascii: "f"), UInt8(ascii: "."): true
      case UInt8(ascii: "\r"), Bytes.space, Bytes.tab: last == start
      default: false
      }
    if isName && isValue { page.otherSamples += 1 } else { note("not Prometheus text", start, newline) }
  }

  /// Counts an error; the first one is kept with the beginning of its line.
  mutating func note(_ problem: String, _ line: UnsafeRawPointer, _ end: UnsafeRawPointer) {
    page.errors += 1
    guard page.firstError == nil else { return }
    let sample = UnsafeRawBufferPointer(start: line, count: min(48, max(0, end - line)))
    let text = String(decoding: sample.map { $0 < 32 || $0 > 126 ? UInt8(ascii: "?") : $0 }, as: UTF8.self)
    page.firstError = "line \(page.lines): \(problem): \(text)"
  }

  /// Counts an error of a line that is not at hand.
  mutating func note(_ problem: String) {
    page.errors += 1
    if page.firstError == nil { page.firstError = "line \(page.lines + 1): \(problem)" }
  }
}
