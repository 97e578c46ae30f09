import Foundation
import Testing

/// Contexts that the settings protect.
@Suite(.serialized)
struct ProtectionTests {
  private let demo: HeadlessDemo

  init() throws { demo = try HeadlessDemo(["--rate", "5"]) }

  private func set(_ text: String) throws {
    let folder = demo.state.appendingPathComponent("vigla")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: folder.appendingPathComponent("config.yaml"))
  }

  private static let confirm = "protected: [\"vigla-*\"]\n"

  @Test(arguments: [
    ("timeout reviews 1s --yes", 5, "--yes is not enough. Give --confirm vigla-demo"),
    ("timeout reviews 1s", 5, "Give --confirm vigla-demo"),
    ("timeout reviews 1s --yes --confirm reviews", 5, "--confirm names reviews, but the context is vigla-demo"),
    ("undo --yes", 1, "no change in this context"), ("keep --once", 5, "give --confirm vigla-demo"),
    ("canary reviews --to v2 --yes", 5, "Give --confirm vigla-demo"),
    ("timeout reviews 1s --dry-run server", 0, "server dry run: accepted"),
    ("keep --once --confirm vigla-demo", 0, ""),
  ])
  func `A protected context wants its name`(line: String, code: Int32, says: String) throws {
    try set(Self.confirm)
    let output = try demo.vigla(line.split(separator: " ").map(String.init))
    #expect(output.status == code, "\(output.errors)")
    #expect(says.isEmpty || output.errors.contains(says), "\(output.errors)")
    #expect(!(try demo.vigla("config", "-o", "json").text.contains("reviews")))
  }

  @Test func `With its name a protected context is written, and undone`() throws {
    try set(Self.confirm)
    let written = try demo.vigla("timeout", "reviews", "1s", "--confirm", "vigla-demo")
    #expect(written.status == 0, "\(written.errors)")
    #expect(try demo.vigla("undo", "--yes").status == 5)
    #expect(try demo.vigla("config", "-o", "json").text.contains("reviews"))
    #expect(try demo.vigla("undo", "--confirm", "vigla-demo").status == 0)
    #expect(!(try demo.vigla("config", "-o", "json").text.contains("reviews")))
  }

  @Test func `Elsewhere --confirm is a guard against the wrong context`() throws {
    #expect(try demo.vigla("timeout", "reviews", "1s", "--yes", "--confirm", "other").status == 5)
    #expect(try demo.vigla("timeout", "reviews", "1s", "--confirm", "vigla-demo").status == 0)
  }

  @Test func `A read-only context takes no write, whatever is typed`() throws {
    try set("protected:\n  confirm: other\n  read-only: vigla-demo\n")
    let refused = try demo.vigla("timeout", "reviews", "1s", "--yes", "--confirm", "vigla-demo")
    #expect(refused.status == 5)
    #expect(refused.errors.contains("The context vigla-demo is read-only by"))
  }

  @Test(.needsPyte, arguments: [("vigla-demo", true), ("yes", false), ("y", false)])
  func `On a terminal the name is asked for`(answer: String, isWritten: Bool) throws {
    try set(Self.confirm)
    let session = try PtySession(
      [Tools.vigla, "timeout", "reviews", "1s", "--yes"], columns: 120, rows: 40, environment: demo.environment)
    try session.wait(for: "Type vigla-demo to write it:")
    try session.send(answer + "\r")
    #expect(try session.ending().code == (isWritten ? 0 : 5))
    #expect(try demo.vigla("config", "-o", "json").text.contains("reviews") == isWritten)
  }

  @Test(
    .needsPyte,
    arguments: [
      ("fault details --delay 5s", "details"), ("fault details --delay 5s --match header:x=y", nil),
    ])
  func `On a terminal much at once wants the service's name`(line: String, word: String?) throws {
    let session = try PtySession(
      [Tools.vigla] + line.split(separator: " ").map(String.init), columns: 160, rows: 50, environment: demo.environment
    )
    try session.wait(for: word.map { "Type \($0) to write it:" } ?? "Write it\\? \\[y/N\\]")
    try session.send((word ?? "n") + "\r")
    #expect(try session.ending().code == (word == nil ? 1 : 0))
  }
}
