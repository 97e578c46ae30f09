import Cells
import Testing

@testable import Terminal

@Suite struct KeyDecoderTests {
  /// Feeds text as scalars in one batch.
  private func decode(_ text: String, into decoder: inout KeyDecoder) -> [InputEvent] {
    text.unicodeScalars.flatMap { decoder.feed(.scalar($0.value)) } + decoder.finishBatch()
  }

  private func decode(_ text: String) -> [InputEvent] {
    var decoder = KeyDecoder()
    return decode(text, into: &decoder)
  }

  @Test(
    arguments: [
      ("a", [.character("a")]), ("é漢", [.character("é"), .character("漢")]), (" ", [.space]), ("\t", [.tab]),
      ("\r\n", [.enter, .enter]), ("\u{7F}\u{8}", [.backspace, .backspace]),
      ("\u{1}\u{12}\u{1A}", [.control("a"), .control("r"), .control("z")]),
      ("\u{1B}", [.escape]), ("\u{1B}\u{1B}", [.escape, .escape]), ("\u{1B}q", [.escape, .character("q")]),
      ("\u{1B}O", [.escape, .character("O")]), ("\u{1B}OA\u{1B}OP", [.up, .function(1)]),
      ("\u{1B}Oz", [.escape, .character("O"), .character("z")]),
      ("\u{1B}[A\u{1B}[1;2D", [.up, .shiftLeft]), ("\u{1B}[Z", [.backTab]),
      ("\u{1B}[5~\u{1B}[24~", [.pageUp, .function(12)]),
      ("\u{1B}[H\u{1B}[F\u{1B}[1~\u{1B}[8~", [.home, .end, .home, .end]),
      // Nothing of these may act as a key: Control-Up, Alt-PgDn, a device report, an unknown sequence.
      ("\u{1B}[1;5A\u{1B}[6;3~\u{1B}[?62;22c\u{1B}[99~x", [.character("x")]),
      ("\u{0}\u{1C}\u{1F}\u{200B}\u{301}", []),
    ] as [(String, [Key])])
  func keys(text: String, expected: [Key]) {
    #expect(decode(text) == expected.map { .key($0) })
  }

  @Test func sequencesMayBeSplit() {
    var decoder = KeyDecoder()
    #expect(decode("\u{1B}[1;", into: &decoder) == [])
    #expect(decode("2", into: &decoder) == [])
    #expect(decode("C", into: &decoder) == [.key(.shiftRight)])
    #expect(decoder.feed(.mouseStart) == [])
    #expect(decode("0;1", into: &decoder) == [])
    #expect(decode("0;3M", into: &decoder) == [.mouse(MouseEvent(kind: .press, x: 9, y: 2))])
  }

  @Test func aSequenceThatGoesOnTooLongIsDropped() {
    #expect(
      decode("\u{1B}[" + String(repeating: "1", count: 40) + "q") == Array(repeating: .key(.character("1")), count: 7)
        + [.key(.character("q"))])
  }

  @Test(
    arguments: [
      ("0;10;5M", .press, .left, []), ("2;10;5M", .press, .right, []), ("0;10;5m", .release, .left, []),
      ("32;10;5M", .drag, .left, []),
      ("35;10;5M", .drag, .none, []), ("64;10;5M", .wheelUp, .none, []), ("69;10;5M", .wheelDown, .none, .shift),
      ("24;10;5M", .press, .left, [.alt, .control]),
    ] as [(String, MouseEvent.Kind, MouseEvent.Button, MouseEvent.Modifiers)])
  func mouse(report: String, kind: MouseEvent.Kind, button: MouseEvent.Button, modifiers: MouseEvent.Modifiers) {
    var decoder = KeyDecoder()
    #expect(decoder.feed(.mouseStart) == [])
    let event = MouseEvent(kind: kind, button: button, x: 9, y: 4, modifiers: modifiers)
    #expect(decode(report, into: &decoder) == [.mouse(event)])
    #expect(decode("x", into: &decoder) == [.key(.character("x"))])
  }

  @Test(arguments: [
    "M", "0;0;5M", "0;5M", ";;M", "0;99999999999999999999;5M", "66;1;1M", "128;1;1M", "64;1;1m", "0;1;1;1M", "999;1;1M",
  ])
  func malformedMouseReportsAreSwallowed(report: String) {
    var decoder = KeyDecoder()
    _ = decoder.feed(.mouseStart)
    #expect(decode(report, into: &decoder) == [])
    #expect(decode("x", into: &decoder) == [.key(.character("x"))])
  }

  @Test func pastesAreOneEventAndNeverKeys() {
    var decoder = KeyDecoder()
    #expect(decoder.feed(.pasteStart) == [])
    #expect(decode("q\r\ny\u{1B}[A\u{3}", into: &decoder) == [])
    #expect(decoder.feed(.key(.up)) == [])
    #expect(decode("\tend", into: &decoder) == [])
    #expect(decoder.feed(.pasteEnd) == [.paste("q\n\ny[A\tend")])
    #expect(decode("q", into: &decoder) == [.key(.character("q"))])
  }

  @Test func longPastesAreCut() {
    var decoder = KeyDecoder()
    _ = decoder.feed(.pasteStart)
    for _ in 0..<70_000 { _ = decoder.feed(.scalar(0x61)) }
    #expect(decoder.feed(.pasteEnd) == [.paste(String(repeating: "a", count: 65_536))])
  }

  @Test func cursesKeysEndAnEscape() {
    var decoder = KeyDecoder()
    _ = decoder.feed(.scalar(0x1B))
    #expect(decoder.feed(.key(.down)) == [.key(.escape), .key(.down)])
    #expect(decoder.feed(.other) == [])
    #expect(decoder.feed(.pasteEnd) == [])
    #expect(decode("\u{1B}[I\u{1B}[O", into: &decoder) == [.focus(true), .focus(false)])
  }

  /// Whatever bytes come, the decoder neither traps nor stays stuck: after a pause, Escape is Escape again.
  @Test(arguments: 0..<30) func noise(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var decoder = KeyDecoder()
    let alphabet = Array("\u{1B}[O<;0123456789MmAZ~Iqx \u{7F}\r".unicodeScalars)
    for _ in 0..<2_000 {
      switch Int.random(in: 0..<12, using: &random) {
      case 0: _ = decoder.feed(.mouseStart)
      case 1: _ = decoder.feed(.key(.left))
      case 2: _ = decoder.finishBatch()
      case 3: _ = decoder.feed(.scalar(UInt32.random(in: 0...0x110010, using: &random)))
      default: _ = decoder.feed(.scalar(alphabet[Int.random(in: 0..<alphabet.count, using: &random)].value))
      }
    }
    // An end letter ends whatever sequence is open.
    _ = decode("M", into: &decoder)
    #expect(decode("\u{1B}", into: &decoder) == [.key(.escape)])
  }
}
