import Testing

@testable import TrafficConfig

@Suite struct DurationTextTests {
  @Test(
    arguments: [
      ("1s", 1_000_000_000), ("1.5s", 1_500_000_000), ("1h30m", 5_400_000_000_000), ("100ms", 100_000_000),
      ("1us", 1000), ("0s", 0), ("0", 0), ("-1s", -1_000_000_000), (".5s", 500_000_000), ("1.s", 1_000_000_000),
      ("", nil), ("s", nil), ("5", nil), ("1x", nil), ("1s2", nil), ("1..5s", nil), ("1e3s", nil), (" 1s", nil),
      ("99999999999h", nil),
    ] as [(String, Int64?)])
  func readsGoDurations(text: String, expected: Int64?) {
    #expect(DurationText.nanoseconds(text) == expected)
  }

  @Test(arguments: [(2.0, "2s"), (1.5, "1.5s"), (0.25, "250ms"), (90, "90s")])
  func writesThem(seconds: Double, expected: String) {
    #expect(DurationText.text(seconds: seconds) == expected)
  }
}
