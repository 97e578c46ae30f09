import Testing

@testable import Dashboard

@Suite("Agreement of split and weights") struct SplitAgreementTests {
  @Test(
    "judges by the number of requests",
    arguments: [
      // Eighty per cent of ten thousand is within chance of 80; so is 84 of a hundred, but not of ten thousand.
      ([8_010.0, 1_990.0], [80.0, 20.0], SplitAgreement.Verdict.agrees),
      ([84.0, 16.0], [80.0, 20.0], .agrees), ([8_400.0, 1_600.0], [80.0, 20.0], .disagrees),
      ([40.0, 10.0], [80.0, 20.0], .tooFew), ([0.0, 0.0], [80.0, 20.0], .tooFew),
      ([1000.0, 0.0], [100.0, 0.0], .agrees),
      ([1000.0, 0.0], [95.0, 5.0], .disagrees), ([980.0, 20.0], [100.0, 0.0], .disagrees),
      ([Double.nan, 500.0], [0.0, 100.0], .agrees),
    ])
  func verdicts(counts: [Double], weights: [Double], wanted: SplitAgreement.Verdict) {
    #expect(SplitAgreement(labels: ["v1", "v2"], weights: weights, counts: counts).verdict == wanted)
  }

  @Test("the interval is Wilson's")
  func interval() {
    // By hand: p = 0.2, n = 100, z = 3.2905.
    let row = SplitAgreement(labels: ["v1", "v2"], weights: [20, 80], counts: [20, 80]).rows[0]
    #expect(abs(row.low - 10.089) < 0.01)
    #expect(abs(row.high - 35.773) < 0.01)
  }

  @Test("a fair split is hardly ever called unfair", arguments: UInt64(1)...5)
  func falseAlarms(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var alarms = 0
    for _ in 0..<400 {
      let first = (0..<500).count { _ in Double.random(in: 0..<1, using: &random) < 0.3 }
      let agreement = SplitAgreement(
        labels: ["a", "b"], weights: [30, 70], counts: [Double(first), Double(500 - first)])
      if agreement.verdict == .disagrees { alarms += 1 }
    }
    #expect(alarms <= 4)
  }
}
