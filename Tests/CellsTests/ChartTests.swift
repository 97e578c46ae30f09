import Testing

@testable import Cells

@Suite struct ChartTests {
  @Test(arguments: [
    (0.0, "····"), (1.0, "████"), (0.5, "██··"), (0.501, "██··"), (0.53, "██▏·"), (0.001, "▏···"), (0.999, "███▉"),
    (-1, "····"), (2, "████"), (.nan, "····"), (.infinity, "████"),
  ])
  func bars(fraction: Double, text: String) {
    #expect(Bar.text(fraction, width: 4) == text)
    var canvas = Canvas(width: 4, height: 1)
    canvas.bar(fraction, x: 0, y: 0, width: 4)
    #expect(canvas.text == [text])
  }

  @Test func barsOfNoWidthAreEmpty() {
    #expect(Bar.text(0.5, width: 0) == "")
    #expect(Bar.text(0.5, width: -4) == "")
  }

  @Test func barsNeverShrinkAsTheFractionGrows() {
    var previous = 0
    for step in 0...1000 {
      let filled = Bar.filled(Double(step) / 1000, width: 10).unicodeScalars
      let eighths = filled.reduce(0) { $0 + ($1 == "█" ? 8 : Int(0x2590 - $1.value)) }
      #expect(eighths >= previous)
      previous = eighths
    }
    #expect(previous == 80)
  }

  @Test(
    arguments: [
      ([0, 1, 2, 3, 4, 5, 6, 7], 8, 7.0, "▁▂▃▄▅▆▇█"), ([5, 5], 4, nil, "  ██"), ([0, 0], 2, nil, "▁▁"),
      ([0, 0.01, 100], 3, nil, "▁▂█"),
      ([1, nil, .nan, 2], 4, nil, "▅  █"), ([9, 1], 1, 2.0, "▅"), ([-3, 50], 2, 10.0, "▁█"), ([], 3, nil, "   "),
      ([1], 0, nil, ""),
    ] as [([Double?], Int, Double?, String)])
  func sparklines(values: [Double?], width: Int, maximum: Double?, text: String) {
    #expect(Sparkline.text(values, width: width, maximum: maximum) == text)
  }
}
