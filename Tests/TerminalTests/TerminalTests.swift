import CTerminal
import Cells
import Testing

@testable import Terminal

@Suite struct TerminalTests {
  @Test(
    arguments: [
      ([:], true, 40), (["NO_COLOR": "1"], false, 40), (["NO_COLOR": ""], true, 40), (["ESCDELAY": "100"], true, 100),
      (["ESCDELAY": "soon"], true, 40), (["ESCDELAY": "-1"], true, 40), (["ESCDELAY": "5000"], true, 40),
    ] as [([String: String], Bool, Int)])
  func environment(environment: [String: String], hasColors: Bool, delay: Int) {
    let options = TerminalOptions(escapeDelay: 40).honouring(environment: environment)
    #expect(options.hasColors == hasColors)
    #expect(options.escapeDelay == delay)
  }

  @Test func delaysAreClamped() {
    #expect(TerminalOptions(escapeDelay: -5).escapeDelay == 0)
    #expect(TerminalOptions(escapeDelay: 50_000).escapeDelay == 1000)
  }

  @Test(
    arguments: [
      (SignalSet.hangUp, 129), (.interrupt, 130), (.quit, 131), (.terminate, 143), ([.terminate, .hangUp], 129),
      (.resize, nil),
      ([.suspend, .resume], nil), ([], nil),
    ] as [(SignalSet, Int32?)])
  func exitCodes(signals: SignalSet, code: Int32?) {
    #expect(signals.exitCode == code)
  }

  @Test(arguments: [
    (TerminalError.notATerminal, "vigla graph"), (.unknownTerminal(name: ""), "TERM is not set"),
    (.unknownTerminal(name: "xterm-kitty"), "xterm-kitty"), (.noCursorMovement(name: "dumb"), "dumb"),
  ])
  func errorsSayWhatToDo(error: TerminalError, part: String) {
    #expect(error.description.contains(part))
    #expect(error.exitCode == 2)
  }

  @Test func cursesKeysAreUnderstood() {
    #expect(RawInput(keyCode: UInt32(CT_KEY_UP)) == .key(.up))
    #expect(RawInput(keyCode: UInt32(CT_KEY_SHIFT_RIGHT)) == .key(.shiftRight))
    #expect(RawInput(keyCode: UInt32(CT_KEY_FUNCTION) + 12) == .key(.function(12)))
    #expect(RawInput(keyCode: UInt32(CT_KEY_MOUSE)) == .mouseStart)
    #expect(RawInput(keyCode: UInt32(CT_KEY_OTHER)) == .other)
    #expect(RawInput(keyCode: 9_999) == .other)
  }

  /// Our own table of widths must not disagree with the library that draws: a cell off and a row is garbled.
  @Test func widthsAgreeWithTheCLibrary() {
    for value in UInt32(0x20)...0x10FFFF {
      // Planes without anything but ideographs or private use are sampled.
      if value > 0x1FFFF && value % 61 != 0 { continue }
      guard let scalar = Unicode.Scalar(value), let width = TextWidth.of(scalar) else { continue }
      let drawn = Int(ct_scalar_width(value))
      if drawn != width { Issue.record("U+\(String(value, radix: 16)): \(width) here, \(drawn) in the C library") }
    }
  }
}
