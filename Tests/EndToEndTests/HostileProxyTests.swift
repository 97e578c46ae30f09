import Foundation
import Testing

/// The dashboard over proxies of which only one behaves.
@Suite(.serialized, .needsPyte)
struct HostileProxyTests {
  private static let paths = ["good", "escape", "hang", "error", "garbage", "half", "nan", "huge"]

  @Test func `One good proxy is drawn while the others hang, fail, lie or send escape sequences`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-hostile-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }

    let server = Process()
    let input = Pipe()
    let output = Pipe()
    server.executableURL = URL(fileURLWithPath: try #require(Tools.pythonWithPyte))
    server.arguments = [Tools.support("hostile_server.py")]
    server.standardInput = input
    server.standardOutput = output
    try server.run()
    defer {
      try? input.fileHandleForWriting.close()
      server.terminate()
      server.waitUntilExit()
    }
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))

    let list = Self.paths.map { "- {url: \"http://127.0.0.1:\(port)/\($0)\", workload: \($0), namespace: default}\n" }
    let file = folder.appendingPathComponent("endpoints.yaml")
    try Data(list.joined().utf8).write(to: file)

    let session = try PtySession(
      [Tools.vigla, "--endpoints", file.path, "--refresh", "1", "--window", "10s"], columns: 120, rows: 40,
      environment: ["XDG_STATE_HOME": folder.path, "XDG_CONFIG_HOME": folder.path])
    try session.wait(for: "back .*✓|back .*\\?")
    try session.wait(for: "[23]/8 ")
    try session.wait(for: "/s")
    // The reasons are told, and keys work meanwhile.
    try session.send("m")
    try session.wait(for: "not read")
    let screen = try session.wait(for: "500|no answer|answer")
    #expect(!screen.joined().unicodeScalars.contains { $0.value < 0x20 })
    try session.send("\u{1b}")
    try session.wait(for: "back")
    try session.send("q")
    let ending = try session.ending()
    #expect(ending.code == 0)
    #expect(ending.restored)
    #expect(!ending.tail.contains("owned\u{7}"))
  }
}
