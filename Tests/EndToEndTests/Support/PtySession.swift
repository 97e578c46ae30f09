import Foundation
import Testing

/// A program in a pseudo terminal with a screen that can be read, driven through `pty_driver.py`.
///
/// Not for use from two tasks at once: each call writes a request and reads its answer.
final class PtySession {
  /// What the program left behind when it ended or stopped.
  struct Ending: Decodable {
    var code: Int
    var stopped: Bool
    /// Canonical input and echo are back; the alternate screen, mouse and paste modes are off.
    var restored: Bool
    var lines: [String]
    /// The last bytes that the program wrote.
    var tail: String
  }

  private struct Answer: Decodable {
    var ok: Bool
    var error: String?
    var lines: [String]?
    var bytes: Int?
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private let driver = Process()
  private let requests = Pipe()
  private let answers = Pipe()
  private var buffered = Data()

  /// Starts `arguments` in a terminal of that size; `environment` is added to the test's own.
  ///
  /// - Parameter showsTour: whether the demo gives its hints; else they count as seen.
  init(
    _ arguments: [String], columns: Int = 80, rows: Int = 24, environment: [String: String] = [:],
    showsTour: Bool = false
  ) throws {
    if !showsTour, let state = environment["XDG_STATE_HOME"] {
      try FileManager.default.createDirectory(atPath: state + "/vigla", withIntermediateDirectories: true)
      _ = FileManager.default.createFile(atPath: state + "/vigla/tour-seen", contents: nil)
    }
    let python = try #require(Tools.pythonWithPyte, "python3 with pyte is missing: apt-get install python3-pyte")
    driver.executableURL = URL(fileURLWithPath: python)
    driver.arguments = [Tools.support("pty_driver.py")]
    driver.standardInput = requests
    driver.standardOutput = answers
    try driver.run()
    var environment = environment
    for (name, value) in [
      "TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
    ]
    where environment[name] == nil {
      environment[name] = value
    }
    _ = try ask([
      "do": "start", "argv": arguments, "columns": columns, "rows": rows, "env": environment,
    ])
  }

  deinit {
    try? requests.fileHandleForWriting.close()
    driver.waitUntilExit()
  }

  /// Types text; escape sequences pass as they are.
  func send(_ text: String) throws { _ = try ask(["do": "send", "bytes": text]) }

  func resize(columns: Int, rows: Int) throws {
    _ = try ask(["do": "resize", "columns": columns, "rows": rows])
  }

  func signal(_ number: Int32) throws { _ = try ask(["do": "signal", "number": Int(number)]) }

  /// Closes the terminal under the program.
  func hangUp() throws { _ = try ask(["do": "hangup"]) }

  /// Waits until the regular expression is on the screen and gives the screen's lines.
  @discardableResult
  func wait(for pattern: String, seconds: Double = 20) throws -> [String] {
    try ask(["do": "wait", "text": pattern, "seconds": seconds]).lines ?? []
  }

  /// Waits until the regular expression is no longer on the screen.
  @discardableResult
  func wait(forAbsenceOf pattern: String, seconds: Double = 20) throws -> [String] {
    try ask(["do": "wait", "text": pattern, "absent": true, "seconds": seconds]).lines ?? []
  }

  func screen() throws -> [String] { try ask(["do": "screen"]).lines ?? [] }

  /// Waits for the program's end or stop.
  func ending(seconds: Double = 20) throws -> Ending {
    try JSONDecoder().decode(Ending.self, from: try exchange(["do": "exit", "seconds": seconds]))
  }

  private func ask(_ request: [String: Any]) throws -> Answer {
    try JSONDecoder().decode(Answer.self, from: try exchange(request))
  }

  private func exchange(_ request: [String: Any]) throws -> Data {
    let bytes = try JSONSerialization.data(withJSONObject: request) + Data("\n".utf8)
    try requests.fileHandleForWriting.write(contentsOf: bytes)
    while true {
      if let end = buffered.firstIndex(of: UInt8(ascii: "\n")) {
        let line = buffered[buffered.startIndex..<end]
        buffered = Data(buffered[buffered.index(after: end)...])
        let answer = try JSONDecoder().decode(Answer.self, from: line)
        guard answer.ok else {
          let screen = (answer.lines ?? []).joined(separator: "\n")
          throw Failure(description: "\(answer.error ?? "failed")\n--- screen\n\(screen)\n---")
        }
        return Data(line)
      }
      let more = answers.fileHandleForReading.availableData
      guard !more.isEmpty else { throw Failure(description: "the pty driver ended") }
      buffered += more
    }
  }
}
