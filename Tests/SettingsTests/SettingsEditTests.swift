import Foundation
import Testing

@testable import Settings

@Suite struct SettingsEditTests {
  @Test(
    arguments: [
      ("", ["theme"], "theme: nord\n"), ("# mine\n", ["theme"], "# mine\ntheme: nord\n"),
      ("theme: dark   # why\nmouse: off\n", ["theme"], "theme: nord   # why\nmouse: off\n"),
      ("mouse: off\ntheme: 'li ght' # x", ["theme"], "mouse: off\ntheme: nord # x"),
      ("theme: \"light\"\n", ["theme"], "theme: nord\n"), ("theme:\n  light\n", ["theme"], "theme:\n  nord\n"),
      ("{theme: dark, mouse: off}\n", ["theme"], "{theme: nord, mouse: off}\n"),
      ("a: 1\n#theme: dark\nb: 2\n", ["theme"], "a: 1\n#theme: dark\ntheme: nord\nb: 2\n"),
      (
        "contexts:\n  \"prod-*\": {theme: dark} # red\n", ["contexts", "prod-*", "theme"],
        "contexts:\n  \"prod-*\": {theme: nord} # red\n"
      ),
      ("# 数\nkeys: {graph: {find: \"数\"}}\ntheme: x\n", ["theme"], "# 数\nkeys: {graph: {find: \"数\"}}\ntheme: nord\n"),
      ("theme: [\n", ["theme"], nil), ("theme: |\n  dark\n", ["theme"], nil), ("theme: {a: b}\n", ["theme"], nil),
    ] as [(String, [String], String?)])
  func oneValueChanges(text: String, path: [String], expected: String?) {
    #expect(SettingsEdit.text(text, setting: path, to: "nord") == expected)
  }

  @Test func theFileIsMadeAndChanged() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-edit-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("vigla/config.yaml").path
    let before = FileStamp(of: file)
    try SettingsEdit.keep(theme: "nord", context: "prod", file: file)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "theme: nord\n")
    #expect(FileStamp(of: file) != before)
    try "# keep me\ntheme: nord\ncontexts: {prod*: {theme: dark}}\n".write(
      toFile: file, atomically: true, encoding: .utf8)
    try SettingsEdit.keep(theme: "light", context: "prod-eu", file: file)
    try SettingsEdit.keep(theme: "mono", context: "test", file: file)
    #expect(
      try String(contentsOfFile: file, encoding: .utf8)
        == "# keep me\ntheme: mono\ncontexts: {prod*: {theme: light}}\n")
    #expect(FileStamp(of: file) == FileStamp(of: file))
  }

  @Test func whatCannotBeChangedIsLeft() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-edit-\(UUID().uuidString).yaml")
      .path
    defer { try? FileManager.default.removeItem(atPath: file) }
    try "theme: [\n".write(toFile: file, atomically: true, encoding: .utf8)
    let problem = #expect(throws: SettingsProblem.self) {
      try SettingsEdit.keep(theme: "nord", context: "x", file: file)
    }
    #expect(problem?.message.contains("theme: nord") == true)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "theme: [\n")
  }
}
