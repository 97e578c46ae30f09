import Cells
import Foundation
import Settings
import Testing
import Texts

@testable import Dashboard

/// Screens kept as plain text files, which also document the look.
///
/// `VIGLA_RECORD_GOLDEN=1 swift test --filter DashboardTests` writes them anew; look at the difference before you keep it.
enum Golden {
  private static let directory = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Golden")
  private static let isRecording = ProcessInfo.processInfo.environment["VIGLA_RECORD_GOLDEN"] == "1"
  private static let mono = ThemeLibrary.bundled(named: "mono") ?? Theme(name: "mono")

  /// Compares the stage's screen in the three ways that terminals show it with the file `NAME-WxH.txt`: with Unicode
  /// characters, with ASCII alone, and without colours, where attributes alone set cells apart.
  static func check(_ stage: Stage, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    var stage = stage
    stage.state.glyphs = .unicode
    let unicode = stage.canvas()
    let name = "\(name)-\(unicode.width)x\(unicode.height)"
    // The same screens are looked at in Chinese, where an English word is one that was forgotten.
    if Language.current != .english {
      let words = LeftInEnglish.words(on: unicode)
      if !words.isEmpty {
        Issue.record("\(name) in \(Language.current) has \(words)", sourceLocation: sourceLocation)
      }
      return try compare(text(unicode.text), "zh-" + name, sourceLocation: sourceLocation)
    }
    stage.state.glyphs = .ascii
    let ascii = stage.canvas()
    let text =
      text(unicode.text) + "== ASCII\n" + text(ascii.text)
      + "== mono: b bold, d dim, r reverse, u underline, capitals: more than one\n"
      + text(attributes(of: unicode))
    try compare(text, name, sourceLocation: sourceLocation)
  }

  /// Compares a canvas with the file `NAME.txt`.
  static func check(_ canvas: Canvas, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    try compare(text(canvas.text), name, sourceLocation: sourceLocation)
  }

  private static func compare(_ text: String, _ name: String, sourceLocation: SourceLocation) throws {
    let file = directory.appendingPathComponent(name + ".txt")
    if isRecording {
      try text.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let wanted = try String(contentsOf: file, encoding: .utf8)
    guard text != wanted else { return }
    Issue.record("\(name) differs from its golden screen; it is now\n\(text)", sourceLocation: sourceLocation)
  }

  private static func text(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }

  /// For each cell the first letter of its attribute in the theme without colours, in upper case if there are more of
  /// them (bold first); a blank for none.
  private static func attributes(of canvas: Canvas) -> [String] {
    (0..<canvas.height).map { y in
      var line = ""
      for run in canvas.styleRuns(row: y) {
        let attributes = mono.resolved(run.style, depth: .mono).attributes
        let names = TextAttributes.named.filter { attributes.contains($0.attribute) }.map(\.name)
        let letter = names.first.map { String($0.prefix(1)) } ?? " "
        line += String(repeating: names.count > 1 ? letter.uppercased() : letter, count: run.columns.count)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
