import App
import ArgumentParser
import Changes
import Collector
import Glibc
import Kubernetes
import Terminal
import TrafficConfig

/// How the program ends: the exit codes of the command contract, and messages on stderr.
enum Exits {
  static let failed = ExitCode(1)
  static let usage = ExitCode(2)
  static let unreachable = ExitCode(3)
  static let forbidden = ExitCode(4)
  static let refused = ExitCode(5)

  /// Prints what went wrong and ends the process with the code that the contract gives it.
  static func leave<Command: ParsableCommand>(with error: any Error, of command: Command.Type) -> Never {
    if let code = error as? ExitCode { exit(code.rawValue) }
    if let error = error as? Failure {
      complain("Error: \(error.text)")
      exit(error.code.rawValue)
    }
    let message = command.fullMessage(for: error)
    switch command.exitCode(for: error) {
    case .success:
      print(message)
      exit(0)
    case .validationFailure:
      complain(message)
      exit(usage.rawValue)
    default:
      complain("Error: \(describe(error))")
      exit(code(for: error).rawValue)
    }
  }

  /// Ends the process for a call that makes no sense.
  static func leave(saying text: String) -> Never {
    complain(text)
    exit(usage.rawValue)
  }

  /// The exit code for an error of the modules below.
  static func code(for error: any Error) -> ExitCode {
    switch error {
    case let error as KubernetesError: ExitCode(error.exitCode)
    case let error as KubeconfigError: ExitCode(error.exitCode)
    case let error as ChangeFailure: ExitCode(error.exitCode)
    case let error as SessionProblem: ExitCode(error.exitCode)
    case let error as TerminalError: ExitCode(error.exitCode)
    case is ChangeRefusal: refused
    case is EndpointsFileError, is PrometheusAccessError: usage
    default: failed
    }
  }

  /// What an operator should read: what failed, on what, what to do next.
  static func describe(_ error: any Error) -> String {
    switch error {
    case let error as KubernetesError: error.operatorText
    case let error as ChangeFailure: error.operatorText
    default: String(describing: error)
    }
  }

  /// Writes a line to stderr.
  static func complain(_ text: String) {
    var bytes = Array(text.utf8)
    bytes.append(UInt8(ascii: "\n"))
    _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }
}
