import Foundation
import Testing

/// Looking back in a session, and a recording made and shown again, by keys in a real terminal.
@Suite(.serialized, .needsPyte)
struct ReplayTests {
  private let home = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-replay-\(UUID().uuidString)")

  private func session(_ arguments: String...) throws -> PtySession {
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    return try PtySession(
      [Tools.vigla] + arguments, columns: 120, rows: 40,
      environment: ["XDG_STATE_HOME": home.path, "XDG_CONFIG_HOME": home.path])
  }

  @Test func `What was seen can be gone back to, recorded and shown again`() throws {
    let file = home.appendingPathComponent("demo.vigla").path
    let live = try session("demo", "--rate", "200", "--refresh", "1", "--window", "10s", "--record", file)
    defer { try? FileManager.default.removeItem(at: home) }
    try live.wait(for: "v3 .*/s")
    try live.send("{")
    try live.wait(for: "FROZEN [0-9:]+")
    try live.send("{3")
    try live.wait(for: "productpage .*/s")
    try live.wait(for: "FROZEN [0-9:]+")
    try live.send("2 ")
    try live.wait(forAbsenceOf: "FROZEN")
    try live.send("q")
    #expect(try live.ending().code == 0)
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)

    let replay = try session("replay", file, "--speed", "16")
    try replay.wait(for: "REPLAY ×16|PAUSED")
    try replay.wait(for: "The recording is at its end")
    try replay.wait(for: "v3 .*/s")
    try replay.send("{")
    try replay.wait(for: "PAUSED [0-9:]+")
    try replay.send("4")
    try replay.wait(for: "reviews-v3 .*1/1")
    try replay.send("2w")
    try replay.wait(for: "This is a recording: there is no cluster")
    try replay.send("q")
    let ending = try replay.ending()
    #expect(ending.code == 0 && ending.restored)
  }

  @Test(
    arguments: [
      ("README.md", "is not a recording of Vigla"), ("nowhere.vigla", "there is no such file"),
    ])
  func `What cannot be replayed is refused before the screen is taken`(file: String, message: String) throws {
    let session = try session("replay", file)
    defer { try? FileManager.default.removeItem(at: home) }
    let ending = try session.ending()
    #expect(ending.code == 1)
    #expect(ending.lines.joined(separator: " ").contains(message))
  }
}
