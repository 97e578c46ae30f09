/// Reads the label text of a line into ids of interned values, by label name.
///
/// Lines that follow each other mostly have the same labels in the same order, and many of the same values: each label
/// is first compared with the one at its position in the line before.
struct SeriesLabels: Sendable {
  /// Why a label text is not one.
  enum Problem: String {
    case noName = "a label without a name"
    case noEquals = "no =\" after a label name"
    case noQuote = "no closing quote"
    case noBrace = "no closing brace"
    case bound = "a bucket bound that is not a number"
  }

  /// Where the text after the labels begins, or what is wrong.
  enum Outcome {
    case end(UnsafeRawPointer)
    case problem(Problem)
  }

  private struct Position {
    var label: IstioLabel?
    var value: Int
  }

  private var positions: [Position] = []
  /// Ids of values by label, plus one; 0 where the label is missing.
  private(set) var ids: [UInt32] = []
  /// The bucket bound, if there was one.
  private(set) var bound: Double?
  /// The number of bytes before the closing brace, or before `,le="` where the bound comes last: what the lines of a
  /// histogram share.
  private(set) var sharedLength = 0
  /// Whether the bound is the last label.
  private(set) var isBoundLast = false

  /// The hash of the values by label, which is what a tuple is known by.
  func hash(_ values: ValueInterner, isTCP: Bool) -> UInt64 {
    var hash = ByteHash.of(isTCP ? 1 : 0, after: ByteHash.seed)
    for id in ids { hash = ByteHash.of(id == 0 ? 0 : values.hashes[Int(id) - 1], after: hash) }
    return hash
  }

  /// Makes this the empty label text.
  mutating func clear() {
    if ids.isEmpty { ids = Array(repeating: 0, count: IstioLabel.identityCount) }
    for label in 0..<ids.count { ids[label] = 0 }
    bound = nil
    sharedLength = 0
  }

  /// Reads from behind the opening brace to behind the closing one, which lies before `end`.
  mutating func read(
    _ start: UnsafeRawPointer, to end: UnsafeRawPointer, values: inout ValueInterner
  ) -> Outcome {
    clear()
    var place = start
    var position = 0
    var boundStart: UnsafeRawPointer?
    while true {
      let labelStart = place
      while place < end, place[0] == UInt8(ascii: ",") || Bytes.isBlank(place[0]) { place += 1 }
      guard place < end else { return .problem(.noBrace) }
      if place[0] == UInt8(ascii: "}") {
        isBoundLast = boundStart != nil
        sharedLength = (boundStart ?? labelStart) - start
        return .end(place + 1)
      }
      boundStart = nil
      let label: IstioLabel?
      switch readName(&place, to: end, position: position) {
      case .failure(let problem): return .problem(problem)
      case .success(let found): label = found
      }
      guard let close = closingQuote(from: place, to: end) else { return .problem(.noQuote) }
      if let label {
        if label == .bucketBound {
          guard let value = NumberParser.parse(place, close), !value.isNaN else { return .problem(.bound) }
          bound = value
          boundStart = labelStart
        } else {
          ids[label.rawValue] = UInt32(intern(place, close - place, position, label, &values) + 1)
        }
      }
      place = close + 1
      position += 1
    }
  }

  /// Reads `name="`, leaving the place behind the quote.
  private mutating func readName(
    _ place: inout UnsafeRawPointer, to end: UnsafeRawPointer, position: Int
  ) -> Result<IstioLabel?, Problem> {
    if position < positions.count, let label = positions[position].label {
      let name = IstioLabel.names[label.rawValue]
      let count = name.utf8CodeUnitCount
      if end - place > count + 2, Bytes.equal(place, name.utf8Start, count), place[count] == UInt8(ascii: "="),
        place[count + 1] == Bytes.quote
      {
        place += count + 2
        return .success(label)
      }
    }
    let start = place
    while place < end, isNameByte(place[0]) { place += 1 }
    let count = place - start
    guard count > 0 else { return .failure(.noName) }
    place = Bytes.skipBlanks(from: place, to: end)
    guard place < end, place[0] == UInt8(ascii: "=") else { return .failure(.noEquals) }
    place = Bytes.skipBlanks(from: place + 1, to: end)
    guard place < end, place[0] == Bytes.quote else { return .failure(.noEquals) }
    place += 1
    let label = IstioLabel.named(start, count)
    if position < positions.count {
      positions[position] = Position(label: label, value: -1)
    } else if positions.count < 64 {
      positions.append(Position(label: label, value: -1))
    }
    return .success(label)
  }

  private mutating func intern(
    _ start: UnsafeRawPointer, _ count: Int, _ position: Int, _ label: IstioLabel, _ values: inout ValueInterner
  ) -> Int {
    guard position < positions.count, positions[position].label == label else { return values.intern(start, count) }
    let last = positions[position].value
    if last >= 0, values.spells(last, start, count) { return last }
    let id = values.intern(start, count)
    positions[position].value = id
    return id
  }

  /// The quote that ends a value: the first one behind an even number of backslashes.
  private func closingQuote(from start: UnsafeRawPointer, to end: UnsafeRawPointer) -> UnsafeRawPointer? {
    var from = start
    while let quote = Bytes.find(Bytes.quote, from: from, to: end) {
      var before = quote
      while before > start, (before - 1)[0] == Bytes.backslash { before -= 1 }
      if (quote - before) & 1 == 0 { return quote }
      from = quote + 1
    }
    return nil
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 48...57, UInt8(ascii: "_"): true
    default: false
    }
  }
}

extension SeriesLabels.Problem: Error {}
