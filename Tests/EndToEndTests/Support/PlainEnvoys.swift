import Foundation

/// `plain_envoys.py`, ended with the object.
final class PlainEnvoys {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var pending = Data()
  /// Holds the list of endpoints, and the state of the commands that use it.
  let folder: URL

  init(_ arguments: String...) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-plain-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    process.executableURL = URL(fileURLWithPath: Tools.find("python3") ?? "/usr/bin/python3")
    process.arguments = [Tools.support("plain_envoys.py")] + arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  /// The next line that it writes.
  func line() throws -> [String: Any] {
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        let line = Data(pending[pending.startIndex..<end])
        pending = Data(pending[pending.index(after: end)...])
        return try JSONSerialization.jsonObject(with: line) as? [String: Any] ?? [:]
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { throw PtySession.Failure(description: "plain_envoys.py ended early") }
      pending += more
    }
  }

  /// Writes a list of endpoints and gives its path.
  func endpoints(_ text: String) throws -> String {
    let file = folder.appendingPathComponent("endpoints.yaml")
    try Data(text.utf8).write(to: file)
    return file.path
  }

  var environment: [String: String] { ["XDG_STATE_HOME": folder.path, "XDG_CONFIG_HOME": folder.path] }
}
