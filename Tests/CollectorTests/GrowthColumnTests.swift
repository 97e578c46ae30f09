import Testing

@testable import Collector

@Suite struct GrowthColumnTests {
  @Test func everyGrowthComesBack() {
    let growth: [Double] =
      [0, 1, 251, 252, 253, 254, 255, 65_535, 65_536, 4_294_967_295, 4_294_967_296, 0.5, 1e18]
      + [Double](repeating: 0, count: 700) + [7, 0, 0, 3, 0]
    var sums = [Double](repeating: 0, count: growth.count)
    GrowthColumn(time: 1, growth: growth).add(to: &sums)
    #expect(sums == growth)
    GrowthColumn(time: 2, growth: growth).add(to: &sums)
    #expect(sums == growth.map { 2 * $0 })
  }

  @Test func anyGrowthComesBack() {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<200 {
      let growth = (0..<Int.random(in: 0...300, using: &random)).map { _ -> Double in
        switch Int.random(in: 0..<4, using: &random) {
        case 0: Double(Int.random(in: 0...300, using: &random))
        case 1: Double(Int.random(in: 0...10_000_000_000, using: &random))
        case 2: Double.random(in: 0...1e9, using: &random)
        default: 0
        }
      }
      let other = growth.map { _ in Double(Int.random(in: 0...3, using: &random)) }
      let column = GrowthColumn(time: 1, growth: growth)
      #expect(
        column.sums(with: GrowthColumn(time: 2, growth: other), count: growth.count)
          == zip(growth, other).map { 0 + $0 + $1 })
    }
  }

  /// However often columns are joined, a window has what came in it, and the mark what came since.
  @Test func joinedColumnsKeepTheirSums() throws {
    var book = ColumnBook()
    var random = SeededGenerator(seed: 9)
    var grown: [(time: Double, count: Double)] = []
    for step in 0..<400 {
      let time = Double(step) * 2
      let count = step == 0 ? 0 : Double(Int.random(in: 0...400, using: &random))
      grown.append((time, count))
      book.append([count, 0, 1], at: time, window: 30)
      guard let span = book.span(window: 30, patience: 10, count: 3) else { continue }
      #expect(span.growth[0] == grown.reduce(0) { $1.time > span.start ? $0 + $1.count : $0 })
      #expect(span.recent[0] == grown.reduce(0) { $1.time > span.mark ? $0 + $1.count : $0 })
      #expect(span.end - span.start <= 34 && (step < 20 || span.end - span.start >= 26))
      if step % 7 == 0 { book.setMark() }
    }
  }
}
