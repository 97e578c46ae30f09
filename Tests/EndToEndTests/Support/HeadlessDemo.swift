import Foundation

/// `vigla demo --headless`, ended with the object.
///
/// Nothing of it changes after the start but by the end of the process, so tests may share it.
final class HeadlessDemo: @unchecked Sendable {
  struct Ready: Decodable {
    struct Proxy: Decodable {
      var workload: String
      var namespace: String
      var admin: String?
      var stats: String
    }
    var kubeconfig: String
    var api: String
    var gateway: String
    var proxies: [Proxy]
  }

  let ready: Ready
  /// The journal and logs of the commands that run against this demo.
  let state: URL
  private let process = Process()

  /// Starts the demo and waits for its line.
  init(_ arguments: [String] = ["--rate", "200"]) throws {
    state = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-e2e-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
    let out = Pipe()
    process.executableURL = URL(fileURLWithPath: Tools.vigla)
    process.arguments = ["demo", "--headless"] + arguments
    // What a demo that is killed leaves behind goes with the test.
    process.environment = ProcessInfo.processInfo.environment
      .merging(["XDG_STATE_HOME": state.path, "XDG_RUNTIME_DIR": state.path]) { $1 }
    process.standardOutput = out
    try process.run()
    var line = Data()
    while !line.contains(UInt8(ascii: "\n")) {
      let more = out.fileHandleForReading.availableData
      if more.isEmpty { throw PtySession.Failure(description: "vigla demo --headless ended without its line") }
      line += more
    }
    ready = try JSONDecoder().decode(Ready.self, from: line.prefix { $0 != UInt8(ascii: "\n") })
  }

  deinit {
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: state)
  }

  /// What the program and kubectl need to reach this demo, and to leave the user's own files alone.
  var environment: [String: String] {
    ["KUBECONFIG": ready.kubeconfig, "XDG_STATE_HOME": state.path, "XDG_CONFIG_HOME": state.path]
  }

  /// Runs vigla against this demo.
  func vigla(_ arguments: String...) throws -> Tools.Output { try vigla(arguments) }

  /// Runs vigla against this demo, with something on stdin.
  func vigla(_ arguments: [String], input: String? = nil) throws -> Tools.Output {
    guard let output = Tools.run(Tools.vigla, arguments, input: input, environment: environment) else {
      throw PtySession.Failure(description: "\(Tools.vigla) does not start")
    }
    return output
  }

  /// Runs kubectl against this demo.
  func kubectl(_ arguments: String..., input: String? = nil) throws -> Tools.Output {
    guard let program = Tools.kubectl,
      let output = Tools.run(program, arguments, input: input, environment: environment)
    else { throw PtySession.Failure(description: "kubectl does not start") }
    return output
  }

  var processIdentifier: Int32 { process.processIdentifier }

  /// Ends the demo with a signal and gives its exit code as a shell would.
  func end(with number: Int32) -> Int32 {
    kill(process.processIdentifier, number)
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
  }
}
