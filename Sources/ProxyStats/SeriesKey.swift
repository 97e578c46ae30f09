/// One line's bytes before the value, known by their hash and their number.
struct SeriesKey: Sendable {
  let hash: UInt64
  let length: UInt32
  /// The key that came after this one when last seen, or -1: pages keep their order, so it is likely to come again.
  var following: Int32 = -1
}
