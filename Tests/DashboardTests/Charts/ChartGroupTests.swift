import Cells
import MeshModel
import Testing
import Texts

@testable import Dashboard

@Suite("Charts of a service") struct ChartGroupTests {
  /// Polls of 5 s for ten minutes: quiet, then busier and failing, with a minute that nobody saw.
  static func history() -> History {
    History([
      (0..<120).filter { !(60..<72).contains($0) }.map { poll in
        let isLate = poll >= 84
        return TrafficPoint(
          time: 1_700_000_000 + Double(poll + 1) * 5, seconds: 5, rate: isLate ? 48 : 20 + Double(poll % 7),
          percentError: isLate ? 3 : 0, p50: isLate ? 14 : 10, p95: isLate ? 38 : 25,
          p99: isLate ? 90 : 40)
      }
    ])
  }

  static func group(_ glyphs: ChartGlyphs) -> ChartGroup {
    var group = ChartGroup(history(), end: 1_700_000_600, utcOffset: 0, glyphs: glyphs)
    group.rate = 48
    group.percentError = 3
    group.latency = Latency(p50: 14, p95: 38, p99: 90)
    group.restarts = [ChartGroup.Restart(pod: "reviews-v2-7d4c9", time: 1_700_000_415)]
    return group
  }

  static func drawn(_ group: ChartGroup, _ size: Size) -> Canvas {
    var canvas = Canvas(size: size)
    group.draw(on: &canvas, in: canvas.bounds)
    return canvas
  }

  @Test(
    "they look as they should", arguments: ChartGlyphs.allCases,
    [Size(width: 38, height: 6), Size(width: 78, height: 17), Size(width: 190, height: 40)])
  func look(glyphs: ChartGlyphs, size: Size) throws {
    let canvas = Self.drawn(Self.group(glyphs), size)
    try Golden.check(canvas, "chart-\(glyphs)-\(size.width)x\(size.height)")
    if glyphs == .ascii {
      #expect(canvas.converted(to: .ascii).text.allSatisfy { $0.unicodeScalars.allSatisfy(\.isASCII) })
    }
  }

  @Test("whatever the room, nothing is drawn outside of it", arguments: ChartGlyphs.allCases)
  func room(glyphs: ChartGlyphs) {
    for width in 0..<60 {
      for height in 0..<16 {
        var canvas = Canvas(width: width + 2, height: height + 2)
        Self.group(glyphs).draw(on: &canvas, in: Rect(x: 1, y: 1, width: width, height: height))
        var frame = Canvas(width: width + 2, height: height + 2)
        frame.clipped(to: Rect(x: 1, y: 1, width: width, height: height)) { inner in
          for y in 1..<height + 1 {
            for x in 1..<width + 1 { inner.put(canvas[x, y].scalar, x: x, y: y, style: canvas[x, y].style) }
          }
        }
        #expect(frame == canvas, "\(width)x\(height)")
      }
    }
  }

  @Test("polls that come a little late leave no gap, a silence does")
  func gaps() {
    var points = (0..<60).map { TrafficPoint(time: Double($0) * 5, seconds: 4, rate: 8) }
    points.removeAll { (150...200).contains($0.time) }
    var group = ChartGroup(History([points]), seconds: 300, end: 295, utcOffset: 0, glyphs: .ascii)
    group.metrics = [.rate]
    let text = Self.drawn(group, Size(width: 68, height: 4)).text
    let bottom = text[2].dropFirst(8)
    #expect(bottom.split(separator: " ").map(\.count) == [30, 19])
  }

  @Test("there are charts of what is known")
  func metrics() {
    #expect(Self.group(.braille).metrics == [.rate, .errors, .latency])
    #expect(ChartMetric.known(in: History([[TrafficPoint(time: 1, rate: 4_000)]])) == [.bytes])
    #expect(ChartMetric.known(in: History([[TrafficPoint(time: 1, rate: 4, percentError: 0)]])) == [.rate, .errors])
    #expect(ChartMetric.known(in: History([])) == [.rate])
  }

  @Test(
    "a chart shows as long as anything is known, up to what is kept",
    arguments: [(3.0, 60.0), (61, 120), (1_200, 1_800), (9_999, 1_800)])
  func spans(known: Double, shown: Double) {
    let history = History([[TrafficPoint(time: 10, rate: 1), TrafficPoint(time: 10 + known, rate: 1)]])
    #expect(ChartSpan.holding(history) == shown)
  }

  @Test("keys choose the time, and a part of their own shows the versions on one scale")
  func keys() throws {
    var stage = Stage(size: Size(width: 120, height: 40))
    stage.type(":svc reviews")
    stage.press(.enter, .tab)
    #expect(stage.text.contains("[Charts]"))
    #expect(stage.text.contains("5 min"))
    stage.type("-")
    #expect(stage.text.contains("10 min"))
    stage.type("++")
    #expect(stage.text.contains("2 min"))
    let scales = stage.text.split(separator: "\n").filter { $0.contains("50/s") }
    #expect(scales.contains { line in line.count { $0 == "┤" } == 3 }, "\(stage.text)")
  }

  @Test("the charts of the graph's details have a column of their own where there is room")
  func details() {
    for (width, height, isShown) in [(200, 60, true), (80, 24, false)] {
      let stage = Stage(size: Size(width: width, height: height))
      #expect(stage.text.contains("scale 0 to") == isShown)
    }
  }

  @Test("in Chinese, wide characters stay in place")
  func chinese() {
    Language.$current.withValue(.simplifiedChinese) {
      let canvas = Self.drawn(Self.group(.braille), Size(width: 78, height: 17))
      #expect(canvas.text[0].contains("请求") && canvas.text[0].contains("刻度 0 至"))
      #expect(canvas.text.allSatisfy { TextWidth.of($0) <= 78 } && TextWidth.of(canvas.text[0]) == 78)
    }
  }
}
