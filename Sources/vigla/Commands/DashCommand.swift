import App
import ArgumentParser
import Foundation
import Glibc
import Settings

/// `vigla dash`, and `vigla` alone: the dashboard.
struct DashCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dash", abstract: "Open the dashboard. This is what vigla alone does.",
    discussion: """
      Without a terminal on stdout it prints what `vigla graph` would.

      Examples:
        vigla -n shop
        vigla dash --context prod-eu -A --read-only --theme high-contrast-dark
      """)

  @Option(help: RecordingHelp.record)
  var record: String?

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var screen: ScreenOptions

  func run() throws {
    guard isatty(1) == 1 else {
      var graph = try GraphCommand.parse([])
      graph.connection = connection
      try graph.run()
      return
    }
    var session = connection.session
    session.record = record
    let code = try DashboardProgram.run(
      session: session, screen: screen.program, version: Version.text,
      environment: ProcessInfo.processInfo.environment)
    throw ExitCode(code)
  }
}
