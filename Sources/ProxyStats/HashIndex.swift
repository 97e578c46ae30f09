/// An open-addressing table from hashes to positions in somebody else's array. Find and insert take constant time.
struct HashIndex: Sendable {
  /// 0 is empty; else the hash's upper half above the position plus one.
  private var table: [UInt64]
  private var count = 0

  init() { table = Array(repeating: 0, count: 16) }

  /// The position stored under `hash` for which `matches` holds, or nil.
  @inline(__always)
  func find(_ hash: UInt64, _ matches: (Int) -> Bool) -> Int? {
    let tag = hash >> 32
    let mask = table.count - 1
    var place = Int(tag) & mask
    while true {
      let entry = table[place]
      if entry == 0 { return nil }
      if entry >> 32 == tag {
        let position = Int(entry & 0xffff_ffff) - 1
        if matches(position) { return position }
      }
      place = (place + 1) & mask
    }
  }

  /// Stores a position, 0..<2^32 - 1, that is not there yet.
  mutating func insert(_ hash: UInt64, _ position: Int) {
    count += 1
    if count * 4 > table.count * 3 { grow() }
    place((hash >> 32) << 32 | UInt64(position + 1))
  }

  private mutating func place(_ entry: UInt64) {
    let mask = table.count - 1
    var place = Int(entry >> 32) & mask
    while table[place] != 0 { place = (place + 1) & mask }
    table[place] = entry
  }

  private mutating func grow() {
    let old = table
    table = Array(repeating: 0, count: old.count * 2)
    for entry in old where entry != 0 { place(entry) }
  }
}
