/// One line's bytes before the value, stored in three pieces so that the lines of a histogram share most of theirs:
/// the metric's name, the beginning that the label text has in common with its series' first line, and the rest.
struct SeriesKey: Sendable {
  let nameStart: UInt32
  let nameLength: UInt32
  let sharedStart: UInt32
  let sharedLength: UInt32
  let restStart: UInt32
  let restLength: UInt32
  /// The bytes altogether.
  let length: UInt32
  /// The key that came after this one when last seen, or -1: pages keep their order, so it is likely to come again.
  var following: Int32 = -1
}
