import ArgumentParser

/// What all edits take.
struct EditOptions: ParsableArguments {
  /// How far an edit goes.
  enum DryRun: String, CaseIterable, ExpressibleByArgument {
    /// Write, after the server's dry run accepted it.
    case none
    /// Only say what would be written.
    case client
    /// Ask the server as well.
    case server
  }

  enum Format: String, CaseIterable, ExpressibleByArgument { case diff, yaml, json }

  @Option(help: "none writes; client only shows what would be written; server asks the API server too.")
  var dryRun: DryRun = .none

  @Option(name: .shortAndLong, help: "diff, yaml or json: how the objects are shown.")
  var output: Format = .diff

  @Flag(help: "Do not ask for confirmation; in a protected context --confirm is needed, too.")
  var yes = false

  @Option(
    help: ArgumentHelp(
      "Write without asking if this is the context's name, also where the settings protect the context.",
      valueName: "context"))
  var confirm: String?

  @Option(
    help: ArgumentHelp(
      "Look for this long after the write whether somebody else changes it; exits with 5 if so.", valueName: "time"))
  var watch: Seconds?

  init() {}

  /// For a command that has its own options; all are set, since none is parsed.
  init(dryRun: DryRun, output: Format, yes: Bool, confirm: String?) {
    self.dryRun = dryRun
    self.yes = yes
    self.confirm = confirm
    self.output = output
    watch = nil
  }
}
