/// The lines a proxy is known to print, recognised by the bytes before the value.
///
/// The bytes themselves are not kept: they were most of the memory that a large mesh took up.
struct SeriesKeyStore: Sendable {
  /// By position; the same positions as the parser's slots and values.
  var keys: [SeriesKey] = []
  private var index = HashIndex()

  /// Gives back the room that the keys have grown ahead.
  mutating func fit() { keys.fit() }

  /// Whether the text that begins at `line` and has at least `key.length` bytes begins with this key.
  @inline(__always)
  func matches(_ key: SeriesKey, _ line: UnsafeRawPointer) -> Bool {
    ByteHash.of(line, Int(key.length)) == key.hash
  }

  /// The position of the key of so many bytes with this hash, or nil.
  func find(length: Int, hash: UInt64) -> Int? {
    index.find(hash) { keys[$0].hash == hash && Int(keys[$0].length) == length }
  }

  /// Stores a key that is not known yet.
  mutating func insert(length: Int, hash: UInt64) {
    keys.append(SeriesKey(hash: hash, length: UInt32(length)))
    let keys = keys
    index.insert(keys.count - 1) { keys[$0].hash }
  }
}
