import Documents

/// What a command printed, and how it ended.
struct CommandResult: Sendable, Hashable {
  enum End: Sendable, Hashable {
    case exited(Int)
    /// The container runtime could not start it: its words.
    case notStarted(String)
  }

  var output: [UInt8] = []
  var errors: [UInt8] = []
  var end: End

  static func failure(_ text: String, status: Int = 1) -> CommandResult {
    CommandResult(errors: Array((text + "\n").utf8), end: .exited(status))
  }

  /// The Status that ends the error channel, in the form of the kubelet.
  var status: JSONValue {
    switch end {
    case .exited(0): ["metadata": [:], "status": "Success"]
    case .exited(let code):
      [
        "metadata": [:], "status": "Failure",
        "message": .string("command terminated with non-zero exit code: exit status \(code)"),
        "reason": "NonZeroExitCode",
        "details": ["causes": [["reason": "ExitCode", "message": .string(String(code))]]],
      ]
    case .notStarted(let text):
      [
        "metadata": [:], "status": "Failure",
        "message": .string("Internal error occurred: error executing command in container: \(text)"),
        "reason": "InternalError",
        "details": ["causes": [["message": .string("error executing command in container: \(text)")]]],
        "code": 500,
      ]
    }
  }
}
