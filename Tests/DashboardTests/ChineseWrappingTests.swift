import Cells
import Testing

@testable import Dashboard

/// Lines of wide characters.
@Suite("Wrapping of Chinese") struct ChineseWrappingTests {
  @Test("text wraps between wide characters, and keeps closing marks with what they close", arguments: 4...30)
  func wraps(width: Int) {
    let text = "会自动重试。请检查 VPN 和网络，或用 --context 选择其他上下文。"
    let lines = TextLine.wrapped(text, width: width)
    #expect(lines.allSatisfy { $0.width <= width })
    #expect(!lines.contains { "。，".contains($0.text.first ?? "x") })
    if width >= 10 {
      #expect(lines.map(\.text).joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
  }

  @Test("English wraps at blanks only")
  func english() {
    #expect(TextLine.wrapped("one two, three!", width: 8).map(\.text) == ["one two,", "three!"])
    #expect(TextLine.wrapped("abcdefghij", width: 4).map(\.text) == ["abc…"])
  }
}
