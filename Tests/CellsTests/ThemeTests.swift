import Testing

@testable import Cells

@Suite struct ThemeTests {
  @Test(
    arguments: [
      ("#ff0000", 196, 9), ("#00ff00", 46, 10), ("#5f87af", 67, 4), ("#000000", 16, 0), ("#ffffff", 231, 15),
      ("#808080", 244, 8),
      ("#d70000", 160, 1), ("#5fd75f", 77, 2), ("#ffaf00", 214, 3), ("#ff5f5f", 203, 9), ("#5fd7d7", 80, 6),
    ] as [(String, Int16, Int16)])
  func reduction(hex: String, indexed: Int16, ansi: Int16) throws {
    let color = try #require(RGB(hex: hex))
    #expect(ColorReduction.indexed256(color) == indexed)
    #expect(ColorReduction.ansi16(color) == ansi)
  }

  @Test func everyFixedColorReducesToItself() {
    for (index, color) in ColorReduction.fixedPalette.enumerated() {
      let reduced = Int(ColorReduction.indexed256(color)) - 16
      #expect(ColorReduction.fixedPalette[reduced] == color, "\(index)")
    }
    for (index, color) in ColorReduction.ansiPalette.enumerated() {
      #expect(ColorReduction.ansi16(color) == Int16(index))
    }
  }

  @Test(
    arguments: [
      ("#000000", Theme.Appearance.dark, ColorDepth.ansi16, -1), ("#0000ee", .dark, .ansi16, 12),
      ("#0000ee", .light, .ansi16, 4), ("#0000ee", .dark, .ansi8, 6),
      ("#0000ee", .light, .ansi8, 4), ("#7f7f7f", .dark, .ansi8, -1), ("#ffffff", .light, .ansi16, -1),
      ("#ffffff", .dark, .ansi8, 7),
      ("#ff0000", .dark, .ansi8, 1), ("#ff0000", .dark, .mono, -1), ("#ff0000", .light, .indexed256, 196),
    ] as [(String, Theme.Appearance, ColorDepth, Int16)])
  func reducedForegroundsStayReadable(
    hex: String, appearance: Theme.Appearance, depth: ColorDepth, index: Int16
  ) throws {
    var theme = Theme(name: "test", appearance: appearance)
    theme[.failure] = ThemeStyle(foreground: .rgb(try #require(RGB(hex: hex))), attributes: .bold)
    let resolved = theme.resolved(Style(.failure, .reverse), depth: depth)
    #expect(resolved == ResolvedStyle(foreground: index, attributes: [.bold, .reverse]))
  }

  @Test func colorsAreReadStrictly() {
    #expect(ThemeColor("default") == .default)
    #expect(ThemeColor("bright-red") == .palette(9))
    #expect(ThemeColor("#A0b1C2") == .rgb(RGB(red: 0xA0, green: 0xB1, blue: 0xC2)))
    for text in ["", "#fff", "#12345g", "#+12345", "ff0000", "Red", "#１２３４５６", "9"] {
      #expect(ThemeColor(text) == nil, "\(text)")
    }
  }

  @Test func tokensHaveDistinctNames() {
    #expect(Set(StyleToken.allCases.map(\.name)).count == StyleToken.allCases.count)
    for (index, token) in StyleToken.allCases.enumerated() {
      #expect(Int(token.rawValue) == index)
      #expect(StyleToken(name: token.name) == token)
    }
    #expect(StyleToken(name: "nonsense") == nil)
    #expect(Style.failure.bold.reverse.description == "failure+bold+reverse")
  }

  @Test(arguments: [
    (0, ColorDepth.mono), (-1, .mono), (8, .ansi8), (15, .ansi8), (16, .ansi16), (88, .ansi16), (256, .indexed256),
    (1 << 24, .indexed256),
  ])
  func depthFromTheNumberOfColors(colors: Int, depth: ColorDepth) {
    #expect(ColorDepth(colors: colors) == depth)
  }
}
