import Foundation
import Settings
import Testing

/// `docs/keys.md` is written from the key table: `VIGLA_RECORD=1 swift test` writes it anew.
@Suite struct KeyDocumentationTests {
  private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../docs/keys.md").standardizedFileURL

  @Test func `The documented keys are the keys`() throws {
    let text = """
      # Keys

      The places and actions are the names that the `keys` section of the settings uses.

      \(Keymap.standard.markdown)
      """
    if ProcessInfo.processInfo.environment["VIGLA_RECORD"] != nil {
      try text.write(to: Self.file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: Self.file, encoding: .utf8) == text)
  }
}
