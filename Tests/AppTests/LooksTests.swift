import Cells
import Dashboard
import Foundation
import Settings
import Testing
import Texts

@testable import App

/// Looks follow the user's files, in a folder of its own.
@Suite struct LooksTests {
  private struct Home {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-looks-\(UUID().uuidString)")
    var paths: XDGPaths { XDGPaths(environment: ["XDG_CONFIG_HOME": folder.path], home: folder.path) }

    func write(_ text: String, _ name: String = "config.yaml") throws {
      let file = URL(fileURLWithPath: paths.config).appendingPathComponent(name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }

    func looks(
      context: String = "test", screen: ProgramOptions = ProgramOptions(), glyphs: GlyphSet = .unicode
    ) -> Looks {
      var problems: [SettingsProblem] = []
      return Looks(
        SettingsFiles.configuration(paths: paths).configuration,
        from: Looks.Source(
          paths: paths, library: ThemeLibrary(directory: paths.themes), environment: ["LANG": "C.UTF-8"],
          depth: .indexed256, glyphs: glyphs, screen: screen, context: context), problems: &problems)
    }
  }

  private func withHome(_ body: (Home) throws -> Void) throws {
    let home = Home()
    defer { try? FileManager.default.removeItem(at: home.folder) }
    try body(home)
  }

  private func messages(_ events: [DashboardEvent]) -> [String] {
    events.compactMap { if case .message(_, let text) = $0 { text } else { nil } }
  }

  @Test func theContextAndTheCommandLineChooseTheTheme() throws {
    try withHome { home in
      try home.write("theme: light\ncontexts: {\"prod*\": {theme: dracula}}\n")
      #expect(home.looks().theme.name == "light")
      #expect(home.looks(context: "prod-eu").theme.name == "dracula")
      #expect(home.looks(context: "prod-eu", screen: ProgramOptions(theme: "mono")).theme.name == "mono")
    }
  }

  @Test func anotherContextBringsItsOwnTheme() throws {
    try withHome { home in
      try home.write("theme: light\ncontexts: {\"prod*\": {theme: dracula}}\n")
      var looks = home.looks()
      #expect(looks.move(to: "staging").isEmpty && looks.theme.name == "light")
      let news = looks.move(to: "prod-eu")
      #expect(news.contains { if case .theme("dracula") = $0 { true } else { false } })
      #expect(looks.theme.name == "dracula")
      _ = looks.move(to: "test")
      #expect(looks.theme.name == "light")
    }
  }

  @Test func aChangedFileCountsAndAWrongOneDoesNot() throws {
    try withHome { home in
      var looks = home.looks()
      #expect(looks.refresh().isEmpty)
      #expect(looks.theme.name == "dark")
      try home.write("theme: nord\nmouse: off\nlanguage: zh-Hans\n")
      #expect(messages(looks.refresh()) == ["已重新读取设置。"])
      #expect(looks.theme.name == "nord")
      #expect(!looks.hasMouse)
      #expect(looks.refresh().isEmpty)
      try home.write("theme: lihgt\n")
      let told = messages(looks.refresh())
      #expect(told.count == 1)
      #expect(told.first?.contains("did you mean 'light'?") == true)
      #expect(looks.theme.name == "nord")
      #expect(!looks.hasMouse)
      try home.write("refresh: soon\ntheme: light\n")
      #expect(messages(looks.refresh()).first?.contains("config.yaml:1:10:") == true)
      #expect(looks.theme.name == "nord")
    }
  }

  @Test func anOwnThemeIsReadAgainWhenItsFileChanges() throws {
    try withHome { home in
      try home.write("theme: night\n")
      try home.write("styles: {failure: red}\n", "themes/night.yaml")
      var looks = home.looks()
      #expect(looks.menu.names.contains("night"))
      #expect(looks.theme[.failure].foreground == .palette(1))
      try home.write("styles: {failure: blue, text: default}\n", "themes/night.yaml")
      #expect(!looks.refresh().isEmpty)
      #expect(looks.theme[.failure].foreground == .palette(4))
    }
  }

  @Test func aThemeIsTriedAndKept() throws {
    try withHome { home in
      try home.write("# mine\nmouse: on\n")
      var looks = home.looks()
      #expect(looks.show("nord").count == 1)
      #expect(looks.theme.name == "nord")
      #expect(messages(looks.show("nrod")).count == 1)
      #expect(looks.theme.name == "nord")
      #expect(messages(looks.keep("nord")) == ["Theme nord is kept in \(home.paths.configFile)."])
      #expect(try String(contentsOfFile: home.paths.configFile, encoding: .utf8) == "# mine\nmouse: on\ntheme: nord\n")
      // What it wrote itself is no news.
      #expect(looks.refresh().isEmpty)
    }
  }

  @Test func withoutUTF8ThereIsNoChinese() throws {
    try withHome { home in
      try home.write("language: zh-Hans\n")
      #expect(home.looks().language == .simplifiedChinese)
      #expect(home.looks(glyphs: .ascii).language == .english)
    }
  }
}
