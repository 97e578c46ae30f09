import Foundation

/// `tls_gate.py`, ended with the object.
final class TLSGate {
  let port: Int
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  /// - Parameters:
  ///   - upstream: the demo's port.
  ///   - identity: a file of the gate's certificate and key.
  ///   - authority: a file of the authority that signs the clients.
  init(upstream: Int, identity: String, authority: String) throws {
    process.executableURL = URL(fileURLWithPath: Tools.find("python3") ?? "/usr/bin/python3")
    process.arguments = [Tools.support("tls_gate.py"), String(upstream), identity, authority]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    port = try Self.number(output)
  }

  deinit { stop() }

  private static func number(_ output: Pipe) throws -> Int {
    var line = Data()
    while !line.contains(UInt8(ascii: "\n")) {
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { throw PtySession.Failure(description: "tls_gate.py ended early") }
      line += more
    }
    let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    guard let number = Int(text) else { throw PtySession.Failure(description: "tls_gate.py said \(text)") }
    return number
  }

  /// Ends all connections and answers no new one.
  func goDown() { try? input.fileHandleForWriting.write(contentsOf: Data("down\n".utf8)) }

  /// Answers again, and gives how many connections were tried meanwhile.
  func comeBack() throws -> Int {
    try input.fileHandleForWriting.write(contentsOf: Data("up\n".utf8))
    return try Self.number(output)
  }

  func stop() {
    try? input.fileHandleForWriting.close()
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
  }
}
