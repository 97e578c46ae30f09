import ArgumentParser
import Foundation
import Settings

/// Which settings count.
struct SettingsOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The settings, instead of those in $XDG_CONFIG_HOME/vigla/config.yaml.", valueName: "file"))
  var config: String?

  func validate() throws {
    guard let config, !FileManager.default.isReadableFile(atPath: config) else { return }
    throw ValidationError("--config \(config): there is no such file that can be read.")
  }

  /// The paths of the user who runs the program, with these settings.
  var paths: XDGPaths { XDGPaths(environment: ProcessInfo.processInfo.environment, configFile: config) }
}
