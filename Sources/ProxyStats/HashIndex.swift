/// An open-addressing table from hashes to positions in somebody else's array, which keeps the hashes. Find and insert
/// take constant time.
public struct HashIndex: Sendable {
  /// 0 is empty; else the position plus one.
  private var table: [UInt32] = []
  private var count = 0

  public init() {}

  /// The position stored under `hash` for which `matches` holds, or nil. Positions of other hashes are tried too.
  @inline(__always)
  public func find(_ hash: UInt64, _ matches: (Int) -> Bool) -> Int? {
    guard !table.isEmpty else { return nil }
    let mask = table.count - 1
    var place = Int(truncatingIfNeeded: hash >> 32) & mask
    while true {
      let entry = table[place]
      if entry == 0 { return nil }
      let position = Int(entry) - 1
      if matches(position) { return position }
      place = (place + 1) & mask
    }
  }

  /// Stores a position, 0..<2^32 - 1, that is not there yet; `hashOf` gives the hash of it and of those stored before.
  public mutating func insert(_ position: Int, hashOf: (Int) -> UInt64) {
    count += 1
    if count * 4 > table.count * 3 { grow(hashOf) }
    place(UInt32(position + 1), hashOf(position))
  }

  private mutating func place(_ entry: UInt32, _ hash: UInt64) {
    let mask = table.count - 1
    var place = Int(truncatingIfNeeded: hash >> 32) & mask
    while table[place] != 0 { place = (place + 1) & mask }
    table[place] = entry
  }

  private mutating func grow(_ hashOf: (Int) -> UInt64) {
    let old = table
    table = Array(repeating: 0, count: max(16, old.count * 2))
    for entry in old where entry != 0 { place(entry, hashOf(Int(entry) - 1)) }
  }
}
