import Cells
import Foundation
import Testing

@testable import Settings

@Suite struct BundledThemesTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let names = ["dark", "light", "mono"]

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

  /// Contrast by WCAG 2.1 against the plainest background, after the reduction to 256 colours. Text needs 4.5, what is
  /// meant to stay back 3.
  @Test(arguments: [("dark", 0.0), ("light", 1.0)]) func colorsAreReadable(name: String, background: Double) throws {
    let theme = try #require(ThemeLibrary.bundled(named: name))
    let quiet: Set<StyleToken> = [.disabled, .barEmpty, .edgeIdle]
    for token in StyleToken.allCases {
      let resolved = theme.resolved(Style(token), depth: .indexed256)
      guard resolved.foreground >= 16 else { continue }
      let ink = Self.luminance(index: Int(resolved.foreground))
      let ratio = (max(ink, background) + 0.05) / (min(ink, background) + 0.05)
      #expect(ratio >= (quiet.contains(token) ? 3 : 4.5), "\(token.name) \(ratio)")
    }
  }

  @Test(arguments: ["dark", "light"], [ColorDepth.indexed256, .ansi16, .ansi8]) func healthsKeepApart(
    name: String, depth: ColorDepth
  ) throws {
    let theme = try #require(ThemeLibrary.bundled(named: name))
    let inks = [StyleToken.healthy, .degraded, .failure, .accent].map {
      theme.resolved(Style($0), depth: depth).foreground
    }
    #expect(Set(inks).count == 4, "\(inks)")
    #expect(!inks.contains(ResolvedStyle.defaultColor))
  }

  private static func luminance(index: Int) -> Double {
    let levels = [0, 95, 135, 175, 215, 255]
    let cube = index - 16
    let channels =
      index >= 232
      ? Array(repeating: 8 + 10 * (index - 232), count: 3)
      : [levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6]]
    let linear = channels.map { value -> Double in
      let channel = Double(value) / 255
      return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }
}
