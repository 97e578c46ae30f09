import Cells
import Testing

@testable import Terminal

@Suite struct VirtualTerminalTests {
  private let theme = Theme(name: "plain")

  @Test func framesAreKeptAndCounted() {
    let terminal = VirtualTerminal(width: 12, height: 2)
    var canvas = Canvas(size: terminal.size)
    canvas.write("rate 49.8/s", x: 0, y: 0)
    #expect(terminal.draw(canvas, theme: theme))
    #expect(terminal.changedCells == 24)
    canvas.write("7", x: 8, y: 0)
    terminal.draw(canvas, theme: theme)
    #expect(terminal.changedCells == 1)
    #expect(terminal.screen.text == ["rate 49.7/s", ""])
    terminal.draw(canvas, theme: theme)
    #expect(terminal.changedCells == 0)
    terminal.repaint()
    terminal.draw(canvas, theme: theme)
    #expect(terminal.changedCells == 24)
    #expect(terminal.frameCount == 4)
  }

  @Test func aCanvasOfAnotherSizeIsCut() {
    let terminal = VirtualTerminal(width: 4, height: 1, glyphs: .ascii)
    var canvas = Canvas(width: 9, height: 3)
    canvas.write("─▶漢字", x: 0, y: 0)
    terminal.draw(canvas, theme: theme)
    #expect(terminal.screen.text == ["->??"])
  }

  @Test func refusedFramesLeaveTheScreen() {
    let terminal = VirtualTerminal(width: 4, height: 1)
    terminal.takesOutput = false
    #expect(!terminal.draw(Canvas(width: 4, height: 1), theme: theme))
    #expect(terminal.frameCount == 0)
    terminal.takesOutput = true
    terminal.close()
    #expect(!terminal.draw(Canvas(width: 4, height: 1), theme: theme))
  }

  @Test func inputComesInOrder() {
    let terminal = VirtualTerminal(width: 4, height: 1)
    #expect(terminal.poll(milliseconds: 0) == [])
    terminal.press(.down, .enter)
    terminal.resize(width: 8, height: 2)
    terminal.send(.paste("x"))
    #expect(terminal.poll(milliseconds: 0) == .input)
    #expect(terminal.readEvents() == [.key(.down), .key(.enter), .resize(Size(width: 8, height: 2)), .paste("x")])
    #expect(terminal.readEvents() == [])
    terminal.setTitle("vigla \u{7}x")
    #expect(terminal.title == "vigla �x")
  }
}
