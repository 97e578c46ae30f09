@testable import ProxyStats

/// What a page came to, in a form that is easy to compare.
struct Reading: Equatable {
  var values: [String: Double] = [:]
  var page: StatsPage

  /// Reads a page with a parser, in chunks that end at the given offsets.
  init(_ bytes: [UInt8], with parser: inout StatsPageParser, splits: [Int] = []) {
    parser.begin()
    var start = 0
    for end in splits.sorted() + [bytes.count] where end >= start && end <= bytes.count {
      _ = parser.consume(Array(bytes[start..<end]))
      start = end
    }
    page = parser.finish()
    for (slot, value) in zip(parser.slots, parser.values) where !value.isNaN {
      let series = parser.newSeries[Int(slot.series)].series
      let bound = slot.metric == .durationBucket ? "\(parser.bound(of: slot))" : ""
      values["\(slot.metric) \(bound) \(series)", default: 0] += value
    }
  }

  init(_ text: String, with parser: inout StatsPageParser, splits: [Int] = []) {
    self.init(Array(text.utf8), with: &parser, splits: splits)
  }

  init(_ text: String) {
    var parser = StatsPageParser()
    self.init(text, with: &parser)
  }
}
