import Cells
import Foundation
import Testing
import Texts

/// Screens kept as plain text files, which also document the look.
///
/// `VIGLA_RECORD_GOLDEN=1 swift test --filter DashboardTests` writes them anew; look at the difference before you keep it.
enum Golden {
  private static let directory = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Golden")
  private static let isRecording = ProcessInfo.processInfo.environment["VIGLA_RECORD_GOLDEN"] == "1"

  static func check(_ canvas: Canvas, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    // The same screens are looked at in Chinese, where an English word is one that was forgotten.
    if Language.current != .english {
      guard !name.hasSuffix("-ascii") else { return }
      let words = LeftInEnglish.words(on: canvas)
      if !words.isEmpty {
        Issue.record("\(name) in \(Language.current) has \(words)", sourceLocation: sourceLocation)
      }
      return try compare(canvas, "zh-" + name.replacing("-unicode", with: ""), sourceLocation)
    }
    try compare(canvas, name, sourceLocation)
  }

  private static func compare(_ canvas: Canvas, _ name: String, _ sourceLocation: SourceLocation) throws {
    let file = directory.appendingPathComponent(name + ".txt")
    let text = canvas.text.joined(separator: "\n") + "\n"
    if isRecording {
      try text.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let wanted = try String(contentsOf: file, encoding: .utf8)
    guard text != wanted else { return }
    Issue.record("\(name) differs from its golden screen; it is now\n\(text)", sourceLocation: sourceLocation)
  }
}
