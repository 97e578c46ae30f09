/// Label values, each kept once however many series of a page carry it.
struct ValueInterner: Sendable {
  private var bytes: [UInt8] = []
  private var starts: [UInt32] = [0]
  private var index = HashIndex()
  /// The hashes of the values' bytes.
  private(set) var hashes: [UInt64] = []
  /// The values as text, unescaped; an empty value reads as nil further on.
  private(set) var strings: [String] = []

  /// Whether value `id` is spelt exactly as these bytes.
  @inline(__always)
  func spells(_ id: Int, _ start: UnsafeRawPointer, _ count: Int) -> Bool {
    let from = Int(starts[id])
    guard Int(starts[id + 1]) - from == count else { return false }
    return bytes.withUnsafeBytes { raw in
      guard let base = raw.baseAddress else { return count == 0 }
      return Bytes.equal(base + from, start, count)
    }
  }

  /// The id of a value as it stands between its quotes, escapes included; ids count from 0.
  mutating func intern(_ start: UnsafeRawPointer, _ count: Int) -> Int {
    let hash = ByteHash.of(start, count)
    if let known = index.find(hash, { spells($0, start, count) }) { return known }
    let id = strings.count
    let raw = UnsafeRawBufferPointer(start: start, count: count)
    bytes.append(contentsOf: raw)
    starts.append(UInt32(bytes.count))
    strings.append(Self.unescaped(raw))
    hashes.append(hash)
    let hashes = hashes
    index.insert(id) { hashes[$0] }
    return id
  }

  /// The text with `\\`, `\"` and `\n` resolved; any other escape stays as it stands. Bad UTF-8 is repaired.
  private static func unescaped(_ raw: UnsafeRawBufferPointer) -> String {
    guard raw.contains(Bytes.backslash) else { return String(decoding: raw, as: UTF8.self) }
    var result: [UInt8] = []
    var place = 0
    while place < raw.count {
      let byte = raw[place]
      if byte == Bytes.backslash, place + 1 < raw.count {
        switch raw[place + 1] {
        case Bytes.backslash: result.append(Bytes.backslash)
        case Bytes.quote: result.append(Bytes.quote)
        case UInt8(ascii: "n"): result.append(Bytes.newline)
        case let other: result += [Bytes.backslash, other]
        }
        place += 2
      } else {
        result.append(byte)
        place += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
