/// The lines a proxy is known to print, recognised by the bytes before the value.
struct SeriesKeyStore: Sendable {
  /// By position; the same positions as the parser's slots and values.
  var keys: [SeriesKey] = []
  private var bytes: [UInt8] = []
  private var index = HashIndex()
  private var names: [(start: UInt32, length: UInt32)] = []

  /// The bytes held, to be bounded by the caller.
  var byteCount: Int { bytes.count }

  /// Gives back the room that arrays have grown ahead.
  mutating func fit() {
    keys.fit()
    bytes.fit()
  }

  /// Whether the text that begins at `line` and has at least `key.length` bytes begins with this key.
  @inline(__always)
  func matches(_ key: SeriesKey, _ line: UnsafeRawPointer) -> Bool {
    bytes.withUnsafeBytes { raw in
      guard let base = raw.baseAddress else { return false }
      let body = line + Int(key.nameLength)
      // The rest tells the lines of a histogram apart, so it goes first.
      return Bytes.equal(base + Int(key.restStart), body + Int(key.sharedLength), Int(key.restLength))
        && Bytes.equal(base + Int(key.sharedStart), body, Int(key.sharedLength))
        && Bytes.equal(base + Int(key.nameStart), line, Int(key.nameLength))
    }
  }

  /// The position of the key that consists of exactly these bytes, or nil.
  func find(_ line: UnsafeRawPointer, length: Int, hash: UInt64) -> Int? {
    index.find(hash) { position in
      let key = keys[position]
      return Int(key.length) == length && matches(key, line)
    }
  }

  /// Copies bytes for use as the shared beginning of keys to come.
  mutating func keep(_ start: UnsafeRawPointer, _ count: Int) -> (start: UInt32, length: UInt32) {
    let place = UInt32(bytes.count)
    bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: count))
    return (place, UInt32(count))
  }

  /// The number of bytes, at most `limit`, that kept bytes have in common with a text's beginning.
  func common(_ kept: (start: UInt32, length: UInt32), _ text: UnsafeRawPointer, limit: Int) -> Int {
    bytes.withUnsafeBytes { raw in
      guard let base = raw.baseAddress else { return 0 }
      return Bytes.commonPrefix(base + Int(kept.start), text, limit: min(Int(kept.length), limit))
    }
  }

  /// Stores the key made of `length` bytes at `line`, whose label text shares `shared` bytes with the kept ones.
  mutating func insert(
    _ line: UnsafeRawPointer, length: Int, nameLength: Int, kept: (start: UInt32, length: UInt32), shared: Int,
    hash: UInt64
  ) {
    let name = nameBytes(line, nameLength)
    let rest = keep(line + nameLength + shared, length - nameLength - shared)
    index.insert(hash, keys.count)
    keys.append(
      SeriesKey(
        nameStart: name.start, nameLength: name.length, sharedStart: kept.start, sharedLength: UInt32(shared),
        restStart: rest.start, restLength: rest.length, length: UInt32(length)))
  }

  private mutating func nameBytes(_ line: UnsafeRawPointer, _ count: Int) -> (start: UInt32, length: UInt32) {
    if let known = names.first(where: { Int($0.length) == count && common($0, line, limit: count) == count }) {
      return known
    }
    let name = keep(line, count)
    names.append(name)
    return name
  }
}
