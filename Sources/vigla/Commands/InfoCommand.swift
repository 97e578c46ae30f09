import ArgumentParser
import Foundation
import Settings

/// `vigla info`: where everything is kept.
struct InfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Print the version and every path that Vigla reads or writes.")

  func run() throws {
    let paths = XDGPaths.user
    let environment = ProcessInfo.processInfo.environment
    let kubeconfig = environment["KUBECONFIG"].flatMap { $0.isEmpty ? nil : $0 } ?? "\(NSHomeDirectory())/.kube/config"
    let rows = [
      ("version", Version.text),
      ("kubeconfig", kubeconfig),
      ("settings", paths.configFile),
      ("themes", paths.themes),
      ("journal", "\(paths.state)/journal.jsonl"),
      ("log", paths.logFile),
    ]
    for (name, value) in rows {
      print(name.padding(toLength: 12, withPad: " ", startingAt: 0) + value)
    }
  }
}
