import Testing

@testable import Cells

@Suite struct TextWidthTests {
  @Test(arguments: [
    ("reviews-v1", 10), ("", 0), ("naïve", 5), ("Привет", 6), ("漢字", 4), ("한글", 4), ("→▶✓✗·…", 6), ("🚀", 2),
    ("─╭█▏", 4),
    ("ﬀ", 1), ("Ａ", 2), ("\u{3000}", 2),
  ])
  func widthOfPrintableText(text: String, width: Int) {
    #expect(TextWidth.of(text) == width)
    #expect(TextWidth.sanitized(text) == text)
  }

  @Test(arguments: [
    ("\u{1B}[31mred", "�[31mred"), ("a\u{7}b\u{8}\r\n", "a�b���"), ("tab\there", "tab here"), ("\u{7F}\u{9B}x", "��x"),
    ("\u{202E}evil\u{2066}", "�evil�"), ("zero\u{200B}width\u{FEFF}", "zero�width�"), ("e\u{301}", "e�"),
    ("👩\u{200D}🚀", "👩�🚀"), ("\u{E000}\u{F0000}", "��"), ("\u{378}", "�"), ("soft\u{AD}hyphen", "soft�hyphen"),
    ("\u{2028}\u{2029}", "��"), ("\u{3164}\u{115F}", "��"), ("ᄒ\u{1161}", "ᄒ�"), ("\u{FE0F}", "�"),
    // Assigned in Unicode 15, which C libraries in use do not all know.
    ("\u{1FAE8}", "�"),
  ])
  func hostileTextIsReplaced(text: String, safe: String) {
    #expect(TextWidth.sanitized(text) == safe)
    #expect(TextWidth.of(text) == TextWidth.of(safe))
  }

  @Test func everyScalarHasAWidthOrIsReplaced() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let drawn = TextWidth.drawable(scalar)
      #expect(TextWidth.of(drawn.scalar) == drawn.width)
      if value < 0x20 || (0x7F...0x9F).contains(value) { #expect(drawn.scalar != scalar) }
    }
  }

  @Test(arguments: [
    ("productpage-v1", 20, "productpage-v1", "productpage-v1"),
    ("productpage-v1", 14, "productpage-v1", "productpage-v1"),
    ("productpage-v1", 8, "product…", "prod…-v1"), ("productpage", 2, "p…", "p…"), ("productpage", 1, "…", "…"),
    ("productpage", 0, "", ""), ("漢字漢字", 5, "漢字…", "漢…字"), ("漢字漢字", 4, "漢…", "漢…"),
    ("\u{1B}\u{1B}\u{1B}", 2, "�…", "�…"),
  ])
  func truncation(text: String, width: Int, start: String, ends: String) {
    #expect(TextFit.start.fitting(text, width: width) == start)
    #expect(TextFit.ends.fitting(text, width: width) == ends)
    #expect(TextWidth.of(start) <= width)
    #expect(TextWidth.of(ends) <= width)
  }
}
