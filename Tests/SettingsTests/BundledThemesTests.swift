import Cells
import Foundation
import Testing

@testable import Settings

@Suite struct BundledThemesTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let names = [
    "catppuccin-latte", "catppuccin-mocha", "colorblind-dark", "colorblind-light", "dark", "dracula", "gruvbox-dark",
    "gruvbox-light", "high-contrast-dark", "high-contrast-light", "light", "mono", "nord", "one-dark", "solarized-dark",
    "solarized-light", "tokyo-night",
  ]
  static let coloured = names.filter { $0 != "mono" }

  /// With `VIGLA_RECORD` set the source is written anew, and the test fails so that this cannot pass unseen.
  @Test("bundled themes are the files") func bundledThemesAreTheFiles() throws {
    let directory = Self.root.appendingPathComponent("themes").path
    var files: [String: String] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: directory) {
      try #require(file.hasSuffix(".yaml"), "\(file) is no theme")
      files[String(file.dropLast(5))] = try String(contentsOfFile: directory + "/" + file, encoding: .utf8)
    }
    try #require(files.keys.sorted() == Self.names)
    if ProcessInfo.processInfo.environment["VIGLA_RECORD"] != nil {
      let source = Self.root.appendingPathComponent("Sources/Settings/BundledThemes.swift")
      try Self.source(of: files).write(to: source, atomically: true, encoding: .utf8)
      Issue.record("recorded the themes: run again without VIGLA_RECORD")
    } else {
      #expect(BundledThemes.files == files, "run the tests once with VIGLA_RECORD=1")
    }
  }

  private static func source(of files: [String: String]) -> String {
    let entries = files.sorted { $0.key < $1.key }.map { name, text in
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    \($0)" }
      return "    \"\(name)\": #\"\"\"\n\(lines.joined(separator: "\n"))\n    \"\"\"#,\n"
    }
    return """
      // Made from the files in themes/ by the test "bundled themes are the files"; do not edit.

      /// The themes inside the program, so that they are there wherever it runs.
      enum BundledThemes {
        /// The text of each theme file by the theme's name.
        static let files: [String: String] = [
      \(entries.joined())  ]
      }

      """
  }

  @Test(arguments: names) func everyTokenIsSetAndNothingIsWrong(name: String) throws {
    let text = try #require(BundledThemes.files[name])
    #expect(Theme.read(text, name: name, file: name).problems == [])
    for token in StyleToken.allCases {
      #expect(text.contains("\n  \(token.name): "), "\(token.name)")
    }
  }

  @Test(arguments: names) func theSelectionShowsWithoutColour(name: String) throws {
    let theme = try #require(ThemeLibrary.bundled(named: name))
    #expect(theme[.selection].attributes.contains(.reverse))
    #expect(theme[.buttonFocused].attributes.contains(.reverse))
    #expect(!theme[.button].attributes.contains(.reverse))
    #expect(theme[.text] == ThemeStyle())
  }

  @Test func monoHasNoColours() throws {
    let theme = try #require(ThemeLibrary.bundled(named: "mono"))
    for token in StyleToken.allCases {
      #expect(theme[token].foreground == .default)
      #expect(theme[token].background == .default)
    }
    // Good, bad and silent differ by more than their signs.
    let healths = [StyleToken.healthy, .degraded, .failure, .idle].map { theme[$0].attributes }
    #expect(Set(healths).count == 4)
  }

  /// Contrast by WCAG 2.1 after the reduction to 256 colours, on the painted background or the plainest one. Text needs
  /// 4.5, what is meant to stay back 3; themes of high contrast hold what they promise.
  @Test(arguments: coloured) func colorsAreReadable(name: String) throws {
    let theme = try #require(ThemeLibrary.bundled(named: name))
    let quiet: Set<StyleToken> = [.disabled, .barEmpty, .edgeIdle]
    let isHigh = name.hasPrefix("high-contrast")
    for token in StyleToken.allCases {
      let ink = Self.ink(token, theme)
      let paper = Self.paper(token, theme)
      let needed = isHigh ? (quiet.contains(token) ? 4.5 : 6.5) : quiet.contains(token) ? 3 : 4.5
      #expect(ink.contrast(with: paper) >= needed, "\(token.name) \(ink.contrast(with: paper))")
    }
  }

  /// States keep apart in every depth of colour, and by a good step where there are 256.
  @Test(arguments: coloured, [ColorDepth.indexed256, .ansi16, .ansi8]) func healthsKeepApart(
    name: String, depth: ColorDepth
  ) throws {
    let theme = try #require(ThemeLibrary.bundled(named: name))
    let tokens = [StyleToken.healthy, .degraded, .failure, .accent]
    let inks = tokens.map { theme.resolved(Style($0), depth: depth).foreground }
    #expect(Set(inks).count == 4, "\(inks)")
    #expect(!inks.contains(ResolvedStyle.defaultColor))
    guard depth == .indexed256 else { return }
    for (i, a) in tokens.enumerated() {
      for b in tokens[(i + 1)...] {
        let distance = Self.ink(a, theme).distance(to: Self.ink(b, theme))
        #expect(distance >= 0.09, "\(a.name) and \(b.name): \(distance)")
      }
    }
  }

  @Test(arguments: ["colorblind-dark", "colorblind-light"], ColorVision.allCases) func healthsKeepApartWithout(
    name: String, vision: ColorVision
  ) throws {
    let theme = try #require(ThemeLibrary.bundled(named: name))
    let tokens = [StyleToken.healthy, .degraded, .failure]
    for (i, a) in tokens.enumerated() {
      for b in tokens[(i + 1)...] {
        let distance = Self.ink(a, theme).seen(with: vision).distance(to: Self.ink(b, theme).seen(with: vision))
        #expect(distance >= 0.15, "\(a.name) and \(b.name): \(distance)")
      }
    }
  }

  @Test func aPaintedBackgroundIsForManyColoursOnly() throws {
    let theme = try #require(ThemeLibrary.bundled(named: "nord"))
    let plain = theme.resolved(.text, depth: .indexed256)
    #expect(plain.background >= 16)
    #expect(plain.foreground >= 16)
    for depth in [ColorDepth.ansi16, .ansi8, .mono] {
      #expect(theme.resolved(.text, depth: depth).background == ResolvedStyle.defaultColor)
      #expect(theme.resolved(.text, depth: depth).foreground == ResolvedStyle.defaultColor)
    }
    let dark = try #require(ThemeLibrary.bundled(named: "dark"))
    #expect(dark.resolved(.text, depth: .indexed256).background == ResolvedStyle.defaultColor)
  }

  private static func ink(_ token: StyleToken, _ theme: Theme) -> TestColor {
    let index = theme.resolved(Style(token), depth: .indexed256).foreground
    return TestColor(index: Int(index)) ?? (theme.appearance == .dark ? .white : .black)
  }

  private static func paper(_ token: StyleToken, _ theme: Theme) -> TestColor {
    let index = theme.resolved(Style(token), depth: .indexed256).background
    return TestColor(index: Int(index)) ?? (theme.appearance == .dark ? .black : .white)
  }
}
