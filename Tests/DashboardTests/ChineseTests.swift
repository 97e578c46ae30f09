import Cells
import Testing
import Texts

@testable import Dashboard

/// The interface in Simplified Chinese: wide characters keep every column.
@Suite("In Chinese") struct ChineseTests {
  private func stage(size: Size) -> Stage {
    var stage = Stage(size: size)
    stage.state.language = .simplifiedChinese
    return stage
  }

  @Test("the graph", arguments: Stage.sizes) func graph(size: Size) throws {
    try Golden.check(stage(size: size).canvas(), "zh-graph-\(size.width)x\(size.height)")
  }

  @Test("help", arguments: Stage.sizes) func help(size: Size) throws {
    var stage = stage(size: size)
    stage.type("?")
    try Golden.check(stage.canvas(), "zh-help-\(size.width)x\(size.height)")
  }

  @Test("expanded details", arguments: Stage.sizes) func details(size: Size) throws {
    var stage = stage(size: size)
    stage.press(.enter)
    try Golden.check(stage.canvas(), "zh-details-\(size.width)x\(size.height)")
  }

  @Test("empty screens", arguments: Array(EmptyCase.all.keys).sorted()) func empty(name: String) throws {
    let make = try #require(EmptyCase.all[name])
    var stage = make(Size(width: 80, height: 24))
    stage.state.language = .simplifiedChinese
    try Golden.check(stage.canvas(), "zh-empty-\(name)-80x24")
  }

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
