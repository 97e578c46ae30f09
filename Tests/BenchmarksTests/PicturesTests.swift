import Foundation
import Testing

@testable import vigla_bench

/// `docs/pictures.md` is drawn by the dashboard: `VIGLA_RECORD=1 swift test` writes it anew.
@Suite struct PicturesTests {
  private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../docs/pictures.md").standardizedFileURL

  @Test func `The documented pictures are those that the dashboard draws`() throws {
    let page = Pictures.page
    if ProcessInfo.processInfo.environment["VIGLA_RECORD"] != nil {
      try page.write(to: Self.file, atomically: true, encoding: .utf8)
    }
    let kept = try String(contentsOf: Self.file, encoding: .utf8)
    // The first line that differs says more than two pages.
    let lines = zip(kept.split(separator: "\n"), page.split(separator: "\n"))
    let difference = lines.first { $0 != $1 }.map { "kept: \($0)\nnow:  \($1)" } ?? "one is longer"
    #expect(kept == page, "docs/pictures.md is out of date. \(difference)")
  }
}
