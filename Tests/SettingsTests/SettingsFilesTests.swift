import Cells
import Foundation
import Testing

@testable import Settings

@Suite struct SettingsFilesTests {
  /// A directory of its own, removed afterwards.
  private func withDirectory(_ files: [String: String], _ body: (String) throws -> Void) throws {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-settings-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    for (name, text) in files {
      let file = root.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try body(root.path)
  }

  @Test(arguments: [
    (["HOME": "/home/ada"], "/home/ada/.config/vigla", "/home/ada/.local/state/vigla", "/home/ada/.cache/vigla"),
    (
      ["HOME": "/home/ada", "XDG_CONFIG_HOME": "/etc/ada", "XDG_STATE_HOME": "relative", "XDG_CACHE_HOME": ""],
      "/etc/ada/vigla", "/home/ada/.local/state/vigla", "/home/ada/.cache/vigla"
    ),
    ([:], "/var/empty/.config/vigla", "/var/empty/.local/state/vigla", "/var/empty/.cache/vigla"),
    (["HOME": "/"], "/.config/vigla", "/.local/state/vigla", "/.cache/vigla"),
  ])
  func directories(environment: [String: String], config: String, state: String, cache: String) {
    let paths = XDGPaths(environment: environment, home: "/var/empty")
    #expect(paths.config == config)
    #expect(paths.state == state)
    #expect(paths.cache == cache)
    #expect(paths.configFile == config + "/config.yaml")
  }

  @Test func theSystemKnowsAHomeDirectory() {
    #expect(XDGPaths(environment: [:]).config.hasSuffix("/.config/vigla"))
  }

  @Test func configurationIsFound() throws {
    try withDirectory(["vigla/config.yaml": "theme: light", "bad.yaml": "theme: [", "other.yaml": "ascii: true"]) {
      root in
      let paths = XDGPaths(environment: ["XDG_CONFIG_HOME": root], home: root)
      #expect(SettingsFiles.configuration(paths: paths).configuration.theme == "light")
      let other = SettingsFiles.configuration(paths: paths, path: root + "/other.yaml")
      #expect(other.configuration.isASCII)
      #expect(other.configuration.theme == nil)
      let missing = SettingsFiles.configuration(paths: paths, path: root + "/none.yaml")
      #expect(missing.problems.map(\.description) == ["\(root)/none.yaml: there is no such file"])
      let directory = SettingsFiles.configuration(paths: paths, path: root)
      #expect(directory.problems.count == 1)
      #expect(SettingsFiles.configuration(paths: paths, path: root + "/bad.yaml").problems.count == 1)
    }
  }

  @Test func nearMissesOfTheFileAreTold() throws {
    try withDirectory(["vigla/config.yml": "theme: light", "vigla/themes/night.yml": ""]) { root in
      let paths = XDGPaths(environment: ["XDG_CONFIG_HOME": root], home: root)
      let read = SettingsFiles.configuration(paths: paths)
      #expect(read.configuration == Configuration())
      #expect(read.problems.map(\.description) == ["\(root)/vigla/config.yml: is not read: name it config.yaml"])
      let library = ThemeLibrary(directory: paths.themes)
      #expect(library.misnamed.map(\.message) == ["is not read: name it night.yaml"])
      let error = #expect(throws: SettingsProblem.self) { try library.theme(named: "night") }
      #expect(error?.message == "there is no theme 'night': name the file night.yaml, not night.yml")
    }
  }

  @Test func ownThemesWin() throws {
    try withDirectory([
      "night.yaml": "styles: {failure: magenta}", "dark.yaml": "styles: {failure: cyan}", "notes.txt": "",
    ]) { root in
      let library = ThemeLibrary(directory: root)
      #expect(library.names == (BundledThemesTests.names + ["night"]).sorted())
      try #expect(library.theme(named: "night").theme[.failure].foreground == .palette(5))
      try #expect(library.theme(named: "night").theme[.healthy] == ThemeLibrary.bundled(.dark)[.healthy])
      try #expect(library.theme(named: "dark").theme[.failure].foreground == .palette(6))
      try #expect(library.theme(named: "light").theme == ThemeLibrary.bundled(.light))
      for (name, part) in [
        ("nihgt", "did you mean 'night'?"), ("night.yaml", "without directory and ending"), ("x/../night", "without"),
        ("zzzz", "there are catppuccin-latte, "),
      ] {
        let error = #expect(throws: SettingsProblem.self) { try library.theme(named: name) }
        #expect(error?.message.contains(part) == true, "\(name)")
      }
    }
  }

  @Test func themesNeedNoDirectory() throws {
    #expect(ThemeLibrary().names == BundledThemesTests.names)
    #expect(ThemeLibrary(directory: "/nowhere/at/all").names == BundledThemesTests.names)
    try #expect(ThemeLibrary(directory: "/nowhere/at/all").theme(named: "mono").problems == [])
  }

  @Test(
    arguments: [
      ([:], ColorDepth.indexed256, "dark"), ([:], .mono, "mono"), (["COLORFGBG": "15;0"], .ansi16, "dark"),
      (["COLORFGBG": "0;15"], .ansi16, "light"),
      (["COLORFGBG": "0;default;15"], .ansi16, "light"), (["COLORFGBG": "0;15"], .mono, "mono"),
      (["COLORFGBG": "x"], .ansi8, "dark"),
    ] as [([String: String], ColorDepth, String)])
  func defaultTheme(environment: [String: String], depth: ColorDepth, name: String) {
    #expect(ThemeLibrary.defaultName(environment: environment, depth: depth) == name)
  }
}
