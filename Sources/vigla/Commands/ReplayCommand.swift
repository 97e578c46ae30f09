import App
import ArgumentParser
import Foundation
import Glibc

/// `vigla replay`: the dashboard on a recording.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Open the dashboard on a recording: what --record wrote.",
    discussion: """
      Plays the recording at its own pace. Space pauses, { and } step from one look at the mesh to the next, ( and ) \
      jump by a minute, < and > change the speed. All screens show the moment; nothing can be written.

      Example: vigla replay incident.vigla --speed 8
      """)

  @Argument(help: ArgumentHelp("A file written with --record.", valueName: "file"))
  var file: String

  @Option(help: ArgumentHelp("How many times as fast as it was, 0.25 to 64.", valueName: "factor"))
  var speed: Double = 1

  @OptionGroup var settings: SettingsOption
  @OptionGroup var screen: ScreenOptions

  func validate() throws {
    guard (0.25...64).contains(speed) else { throw ValidationError("--speed wants 0.25 to 64.") }
  }

  func run() throws {
    guard isatty(1) == 1 else {
      throw Failure("stdout is no terminal: vigla replay is a dashboard and needs one.", code: Exits.usage)
    }
    let code = try DashboardProgram.replay(
      file, speed: speed, screen: screen.program, configFile: settings.config,
      environment: ProcessInfo.processInfo.environment)
    throw ExitCode(code)
  }
}
