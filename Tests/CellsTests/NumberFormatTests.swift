import Testing

@testable import Cells

@Suite struct NumberFormatTests {
  @Test(
    arguments: [
      (0, " 0.0/s"), (0.04, "<0.1/s"), (0.06, " 0.1/s"), (7.94, " 7.9/s"), (49.8, "49.8/s"), (99.94, "99.9/s"),
      (99.96, " 100/s"),
      (999.4, " 999/s"), (999.6, "1.0k/s"), (1_234, "1.2k/s"), (9_949, "9.9k/s"), (9_951, " 10k/s"),
      (123_456, "123k/s"),
      (999_600, "1.0M/s"), (12e9, " 12G/s"), (nil, "     –"), (.nan, "     –"), (-1, "     –"),
    ] as [(Double?, String)])
  func rates(value: Double?, text: String) {
    #expect(NumberFormat.rate(value) == text)
  }

  @Test(
    arguments: [
      (0, " 0.0%"), (0.01, "<0.1%"), (2.1, " 2.1%"), (15.94, "15.9%"), (99.94, "99.9%"), (99.999, "99.9%"),
      (100, " 100%"),
      (250, " 250%"), (nil, "    –"),
    ] as [(Double?, String)])
  func percentages(value: Double?, text: String) {
    #expect(NumberFormat.percent(value) == text)
  }

  @Test(
    arguments: [
      (0, "  0 ms"), (0.2, " <1 ms"), (2.6, "  3 ms"), (999.4, "999 ms"), (999.6, " 1.0 s"), (9_940, " 9.9 s"),
      (9_960, "  10 s"),
      (61_000, "  61 s"), (600_000, "10 min"), (nil, "     –"), (-5, "     –"),
    ] as [(Double?, String)])
  func durations(value: Double?, text: String) {
    #expect(NumberFormat.milliseconds(value) == text)
  }

  @Test(
    arguments: [
      (0, "0 s"), (-4, "0 s"), (2.9, "2 s"), (119, "119 s"), (120, "2 min"), (7_199, "119 min"), (7_200, "2 h"),
      (172_800, "2 d"),
      (nil, "–"), (.infinity, "–"),
    ] as [(Double?, String)])
  func ages(value: Double?, text: String) {
    #expect(NumberFormat.age(value) == text)
  }

  @Test(
    arguments: [
      (0, " 0.0 B/s"), (12_300, " 12 kB/s"), (1_500, "1.5 kB/s"), (3e6, "3.0 MB/s"),
    ] as [(Double?, String)])
  func byteRates(value: Double?, text: String) {
    #expect(NumberFormat.bytes(value) == text)
  }

  /// From nothing to a thousand million a second, no field ever changes its width.
  @Test func widthsNeverChange() {
    var value = 0.001
    while value < 9e8 {
      #expect(TextWidth.of(NumberFormat.rate(value)) == NumberFormat.rateWidth)
      #expect(TextWidth.of(NumberFormat.bytes(value)) == NumberFormat.bytesWidth)
      #expect(TextWidth.of(NumberFormat.milliseconds(min(value, 5e7))) == NumberFormat.durationWidth)
      #expect(TextWidth.of(NumberFormat.percent(min(value, 100))) == NumberFormat.percentWidth)
      value *= 1.013
    }
  }

  @Test(arguments: [
    (1.005, 2, "1.00"), (-0.04, 1, "0.0"), (-0.06, 1, "-0.1"), (2.5, 0, "3"), (1e300, 1, "900000000000000000.0"),
    (.nan, 1, "–"),
    (0.007, 3, "0.007"),
  ])
  func fixedDecimals(value: Double, decimals: Int, text: String) {
    #expect(NumberFormat.fixed(value, decimals: decimals) == text)
  }

  @Test func steadyValuesIgnoreNoise() {
    var value = SteadyValue(tolerance: 0.02)
    #expect(value.update(100) == 100)
    #expect(value.update(101) == 100)
    #expect(value.update(99) == 100)
    #expect(value.update(103) == 103)
    #expect(value.update(0) == 0)
    #expect(value.update(0.5) == 0.5)
    #expect(value.update(nil) == nil)
    #expect(value.update(.nan) == nil)
    #expect(value.update(7) == 7)
  }
}
