/// The order in which people expect versions: numbers inside a name count as numbers, so `v2` precedes `v10`.
enum VersionOrder {
  /// Whether `a` comes before `b`; `tie` decides between equal names.
  static func precedes(_ a: String, _ b: String, tie: Bool) -> Bool {
    let (x, y) = (Array(a.utf8), Array(b.utf8))
    var i = 0
    var j = 0
    while i < x.count, j < y.count {
      if isDigit(x[i]), isDigit(y[j]) {
        let (first, second) = (number(x, &i), number(y, &j))
        if first.count != second.count { return first.count < second.count }
        if first != second { return first.lexicographicallyPrecedes(second) }
      } else {
        if x[i] != y[j] { return x[i] < y[j] }
        i += 1
        j += 1
      }
    }
    if i == x.count, j == y.count { return a == b ? tie : x.lexicographicallyPrecedes(y) }
    return i == x.count
  }

  /// The digits from `position` on, without leading zeros; moves the position behind them.
  private static func number(_ text: [UInt8], _ position: inout Int) -> [UInt8] {
    let start = position
    while position < text.count, isDigit(text[position]) { position += 1 }
    return Array(text[start..<position].drop { $0 == UInt8(ascii: "0") })
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
