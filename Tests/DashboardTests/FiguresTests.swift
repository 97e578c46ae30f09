import Testing

@testable import Dashboard

@Suite("Figures") struct FiguresTests {
  @Test(
    "counts have their thousands apart",
    arguments: [
      (0.0, "0"), (999.4, "999"), (1_494.0, "1,494"), (1_234_567.0, "1,234,567"), (Double.nan, "–"), (-3.0, "0"),
    ])
  func counts(value: Double, wanted: String) { #expect(Figures.count(value) == wanted) }

  @Test(
    "durations are told as people set them",
    arguments: [
      (5.0, "5 s"), (1.5, "1.5 s"), (30.0, "30 s"), (60.0, "1 min"), (90.0, "90 s"), (300.0, "5 min"),
      (Double.infinity, "–"),
    ])
  func durations(value: Double, wanted: String) { #expect(Figures.duration(value) == wanted) }

  @Test(
    "the time of day knows its zone",
    arguments: [
      (0.0, 0, "00:00:00"), (86_399.9, 0, "23:59:59"), (0.0, 3_600, "01:00:00"), (0.0, -1, "23:59:59"),
      (Double.nan, 0, "--:--:--"),
    ])
  func clock(time: Double, offset: Int, wanted: String) { #expect(Figures.clock(time, offset: offset) == wanted) }

  @Test("versions are ordered as people number them")
  func versions() {
    let sorted = ["v10", "v2", "canary", "v1", "v1.10", "v1.9", ""].sorted { VersionOrder.precedes($0, $1, tie: false) }
    #expect(sorted == ["", "canary", "v1", "v1.9", "v1.10", "v2", "v10"])
  }
}
