import Foundation
import Testing

@testable import Terminal

@Suite struct ClipboardSequenceTests {
  @Test(arguments: ["", "a", "ab", "abc", "default/reviews-v1\n漢", String(repeating: "xyz", count: 999)])
  func base64IsAsFoundationHasIt(text: String) {
    #expect(ClipboardSequence.base64(Array(text.utf8)) == Data(text.utf8).base64EncodedString())
  }

  @Test func plain() {
    #expect(ClipboardSequence.text("hello", through: .none) == "\u{1B}]52;c;aGVsbG8=\u{7}")
  }

  @Test func tmuxGetsBothForms() throws {
    let text = try #require(ClipboardSequence.text("hello", through: .tmux))
    #expect(text == "\u{1B}]52;c;aGVsbG8=\u{7}\u{1B}Ptmux;\u{1B}\u{1B}]52;c;aGVsbG8=\u{7}\u{1B}\\")
  }

  @Test func screenGetsShortPieces() throws {
    let text = try #require(
      ClipboardSequence.text(String(repeating: "long ", count: 400), through: .screen))
    let pieces = text.components(separatedBy: "\u{1B}\\").filter { !$0.isEmpty }
    #expect(pieces.count > 4)
    #expect(pieces.allSatisfy { $0.hasPrefix("\u{1B}P") && $0.count <= 514 })
    let joined = pieces.map { String($0.dropFirst(2)) }.joined()
    #expect(joined == ClipboardSequence.text(String(repeating: "long ", count: 400), through: .none))
  }

  @Test func whatIsTooLongIsRefused() {
    #expect(ClipboardSequence.text(String(repeating: "x", count: 56_244), through: .none) != nil)
    #expect(ClipboardSequence.text(String(repeating: "x", count: 56_245), through: .none) == nil)
  }

  @Test(
    arguments: [
      ([:], .none), (["TMUX": "/tmp/x,1,0"], .tmux), (["STY": "1.pts"], .screen), (["TMUX": "", "STY": ""], .none),
    ] as [([String: String], ClipboardSequence.Multiplexer)])
  func multiplexers(environment: [String: String], expected: ClipboardSequence.Multiplexer) {
    #expect(TerminalOptions().honouring(environment: environment).multiplexer == expected)
  }
}
