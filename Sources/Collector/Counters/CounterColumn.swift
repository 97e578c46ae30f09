/// The running totals of one proxy at one poll. Slots that came later are missing at the end and were zero then.
struct CounterColumn: Sendable {
  /// Seconds since 1970.
  let time: Double
  /// Totals of the counters that are no buckets.
  let counters: [Double]
  /// Totals of buckets modulo 2^32: only differences over minutes are taken, and there are many buckets.
  let buckets: [UInt32]

  func counter(_ place: Int) -> Double { place < counters.count ? counters[place] : 0 }
  func bucket(_ place: Int) -> UInt32 { place < buckets.count ? buckets[place] : 0 }
}
