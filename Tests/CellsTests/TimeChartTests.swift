import Testing

@testable import Cells

@Suite("Charts over time") struct TimeChartTests {
  static func chart(
    _ values: [Double?], top: Double = 8, isFilled: Bool = false, glyphs: ChartGlyphs = .braille,
    mark: Unicode.Scalar = "*"
  ) -> Chart {
    // One value a second, the newest ends at the chart's end.
    let series = values.enumerated().compactMap { place, value in
      value.map { Chart.Value(from: Double(place), to: Double(place + 1), $0) }
    }
    return Chart(
      [Chart.Series(series, isFilled: isFilled, mark: mark)], seconds: Double(values.count), end: Double(values.count),
      top: top, glyphs: glyphs)
  }

  static func drawn(_ chart: Chart, width: Int, height: Int) -> [String] {
    var canvas = Canvas(width: width + 2, height: height + 2)
    chart.draw(on: &canvas, in: Rect(x: 1, y: 1, width: width, height: height))
    return canvas.text.map { $0.padded(width + 2) }
  }

  @Test("lines and areas in each kind of glyphs")
  func shapes() {
    let rising: [Double?] = [0, 1, 2, 3, 4, 5, 6, 7]
    #expect(
      Self.drawn(Self.chart(rising, top: 7), width: 4, height: 2)
        == [
          "      ", "   ⡠⠊", " ⡠⠊", "      ",
        ].map { $0.padded(6) })
    #expect(
      Self.drawn(Self.chart(rising, top: 7, isFilled: true), width: 4, height: 2)
        == [
          "", "   ⣠⣾", " ⣠⣾⣿⣿", "",
        ].map { $0.padded(6) })
    #expect(
      Self.drawn(Self.chart(rising, top: 7, isFilled: true, glyphs: .blocks), width: 8, height: 1)
        == [
          "", " ▁▂▃▄▅▆▇█", "",
        ].map { $0.padded(10) })
    #expect(
      Self.drawn(Self.chart([0, 2, 4, 6], top: 6, glyphs: .blocks), width: 4, height: 2)
        == [
          "", "   ▄▀", " ▄▀", "",
        ].map { $0.padded(6) })
    #expect(
      Self.drawn(Self.chart([0, 2, nil, 6], top: 6, glyphs: .ascii, mark: "o"), width: 4, height: 3)
        == [
          "", "    o", "  o", " o", "",
        ].map { $0.padded(6) })
    #expect(
      Self.drawn(Self.chart([0, 3, 6], top: 6, isFilled: true, glyphs: .ascii), width: 3, height: 2)
        == [
          "", "  _#", " _##", "",
        ].map { $0.padded(5) })
  }

  @Test("nothing is drawn where no value is, and no line leads across", arguments: ChartGlyphs.allCases)
  func gaps(glyphs: ChartGlyphs) {
    for isFilled in [false, true] {
      let values: [Double?] = [8, 8, 8, 8, nil, nil, nil, nil, 8, 8, 8, 8]
      let width = 12 / glyphs.columns
      let rows = Self.drawn(Self.chart(values, isFilled: isFilled, glyphs: glyphs), width: width, height: 3)
      for row in rows[1...3] {
        let gap = Array(row)[(1 + width / 3)..<(1 + 2 * width / 3)]
        #expect(gap.allSatisfy { $0 == " " }, "\(row)")
      }
      #expect(!rows[1].allSatisfy { $0 == " " })
    }
  }

  @Test("whatever comes, all is inside, greater values are never lower, and the top value is in the top row")
  func properties() {
    var seed: UInt64 = 7
    func random(_ bound: Double) -> Double {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(seed >> 11) / Double(1 << 53) * bound
    }
    for glyphs in ChartGlyphs.allCases {
      for _ in 0..<60 {
        let (width, height) = (1 + Int(random(40)), 1 + Int(random(9)))
        let top = random(1_000) + 0.001
        var values: [Double?] = (0..<(width * glyphs.columns)).map { _ in random(1) < 0.1 ? nil : random(top * 1.2) }
        let odd: [Double] = [.nan, .infinity, -5, top, top * 1e9, 0]
        values[values.count - 1] = odd[Int(random(6))]
        let isFilled = random(1) < 0.5
        let chart = Self.chart(values, top: top, isFilled: isFilled, glyphs: glyphs)
        let rows = Self.drawn(chart, width: width, height: height)
        // Nothing on the frame around it, and every row has its width.
        #expect(rows.allSatisfy { TextWidth.of($0) == width + 2 })
        #expect(rows.first.map { $0.allSatisfy { $0 == " " } } == true)
        #expect(rows.last.map { $0.allSatisfy { $0 == " " } } == true)
        #expect(rows.allSatisfy { $0.hasPrefix(" ") && $0.hasSuffix(" ") })
        // The rows of dots.
        let count = height * glyphs.rows(isFilled: isFilled)
        var before = -1
        for part in 0...50 {
          let step = chart.step(of: top * Double(part) / 50, of: count)
          #expect(step >= before && step >= 0 && step < count)
          before = step
        }
        #expect(before == count - 1)
        #expect(chart.step(of: top * 7, of: count) == count - 1)
        #expect(chart.step(of: 0, of: count) == 0)
        if count > 1 { #expect(chart.step(of: top / 1e6, of: count) == 1) }
      }
    }
  }

  @Test("the greatest value fills the top row", arguments: ChartGlyphs.allCases)
  func top(glyphs: ChartGlyphs) {
    let rows = Self.drawn(Self.chart([3, 3], top: 3, isFilled: true, glyphs: glyphs), width: 2, height: 4)
    #expect(rows[1...4].allSatisfy { !$0.hasPrefix("  ") && !$0.hasSuffix("  ") })
    #expect(rows[1] == rows[4])
  }

  @Test("a slice shows the greatest of the values that end in it")
  func peaks() {
    var values: [Double?] = Array(repeating: 1, count: 100)
    values[37] = 8
    let chart = Self.chart(values)
    let slices = chart.slices(of: chart.series[0], width: 5)
    #expect(slices == [1, 1, 1, 8, 1, 1, 1, 1, 1, 1])
    // A value that goes on for long is in all slices that it goes through, and one without length in its own.
    var long = chart
    long.series = [Chart.Series([Chart.Value(from: 10, to: 55, 2), Chart.Value(from: 81, to: 81, 4)])]
    #expect(long.slices(of: long.series[0], width: 5) == [nil, 2, 2, 2, 2, 2, nil, nil, 4, nil])
  }

  @Test("as time goes on the picture stands still until a slice is over")
  func standsStill() {
    var chart = Chart([], seconds: 100, end: 1_000.0, top: 1, glyphs: .ascii)
    let span = chart.span(width: 10)
    for step in 1...10 {
      chart.end = 990 + Double(step)
      #expect(chart.span(width: 10) == span)
    }
    chart.end = 1_000.5
    #expect(chart.span(width: 10) == 910...1_010)
    #expect(chart.column(of: 911, width: 10) == 0)
    #expect(chart.column(of: 1_010, width: 10) == 9)
    #expect(chart.column(of: 910, width: 10) == nil)
    #expect(chart.column(of: 1_011, width: 10) == nil)
  }

  @Test("marks stand behind the values")
  func marks() {
    var chart = Self.chart([nil, nil, nil, 8], isFilled: true, glyphs: .ascii)
    chart.marks = [1.5, 3.5, 99]
    #expect(Self.drawn(chart, width: 4, height: 2) == ["", "  | #", "  | #", ""].map { $0.padded(6) })
  }

  @Test(arguments: [
    (0.0, 1.0), (-3, 1), (.nan, 1), (.infinity, 1), (1, 1), (1.01, 2), (52.1, 60), (60, 60), (61, 80), (99, 100),
    (0.06, 0.06), (0.071, 0.08), (1e9, 1e9), (1.1e9, 2e9),
  ])
  func scales(most: Double, top: Double) {
    let found = ChartScale.top(above: most)
    #expect(abs(found - top) <= top * 1e-9)
    if most.isFinite { #expect(found >= most) }
  }

  @Test("marks of time are whole multiples of a clock's steps, and never too close")
  func times() {
    for spacing in [61, 299, 5_000, 200_000] as [Double] {
      let marks = ChartScale.marks(in: 1_000_003...1_600_011, spacing: spacing, offset: 3_600)
      #expect(marks.allSatisfy { $0 >= 1_000_003 && $0 <= 1_600_011 })
      for (one, next) in zip(marks, marks.dropFirst()) { #expect(next - one >= spacing) }
    }
    #expect(ChartScale.marks(in: 10...100, spacing: 25) == [30, 60, 90])
    #expect(ChartScale.marks(in: 0...90_000, spacing: 80_000, offset: 3_600) == [82_800])
    #expect(ChartScale.marks(in: 0...10, spacing: .nan).isEmpty)
  }
}

extension String {
  fileprivate func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - unicodeScalars.count))
  }
}
