import ArgumentParser
import Foundation
import Settings

/// `vigla info`: where everything is kept.
struct InfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Print the version and every path that Vigla reads or writes.",
    discussion: """
      What is not there is marked; a file that may be meant for one of Vigla's but has another name is named.

      Examples:
        vigla info
        vigla info --sample-config > ~/.config/vigla/config.yaml
        vigla info --man-page > ~/.local/share/man/man1/vigla.1
        vigla --generate-completion-script bash \\
          > ~/.local/share/bash-completion/completions/vigla
        vigla --generate-completion-script zsh > ~/.zfunc/_vigla
        vigla --generate-completion-script fish \\
          > ~/.config/fish/completions/vigla.fish
      """)

  @Flag(help: "Print a configuration file with every setting, its meaning and its default.")
  var sampleConfig = false

  @Flag(help: "Print the manual page, made from the commands.")
  var manPage = false

  @OptionGroup var settings: SettingsOption

  func validate() throws {
    if sampleConfig && manPage { throw ValidationError("--sample-config and --man-page exclude each other.") }
  }

  func run() throws {
    if sampleConfig {
      print(SampleConfiguration.text, terminator: "")
    } else if manPage {
      print(ManualPage(try CommandTree.load()).text, terminator: "")
    } else {
      printPaths()
    }
  }

  private func printPaths() {
    let paths = settings.paths
    let environment = ProcessInfo.processInfo.environment
    let kubeconfigs = environment["KUBECONFIG"].flatMap { $0.isEmpty ? nil : $0 } ?? "\(NSHomeDirectory())/.kube/config"
    print(Self.row("version", Version.text))
    for file in kubeconfigs.split(separator: ":") { Self.tell("kubeconfig", String(file)) }
    for (name, path) in [
      ("settings", paths.configFile), ("themes", paths.themes), ("state", paths.state),
      ("journal", XDGPaths.joined(paths.state, "journal.jsonl")), ("log", paths.logFile), ("crashes", paths.logFile),
      ("tour", paths.tourMark), ("layouts", XDGPaths.joined(paths.state, "layouts")),
      ("envoy logs", XDGPaths.joined(paths.state, "envoy")),
    ] {
      Self.tell(name, path)
    }
    for problem in SettingsFiles.configuration(paths: paths).problems + ThemeLibrary(directory: paths.themes).misnamed {
      Exits.complain("warning: \(problem)")
    }
  }

  private static func tell(_ name: String, _ path: String) {
    print(row(name, path + (FileManager.default.fileExists(atPath: path) ? "" : "  (not there)")))
  }

  private static func row(_ name: String, _ value: String) -> String {
    name.padding(toLength: 12, withPad: " ", startingAt: 0) + value
  }
}
