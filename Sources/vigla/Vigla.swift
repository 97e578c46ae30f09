import ArgumentParser
import Terminal

/// The command line's root. Without a subcommand it is the dashboard.
@main
struct Vigla: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vigla",
    abstract: "A live service graph of an Istio mesh in the terminal, and safe edits of its routing.",
    discussion: """
      Vigla reads the proxies' own statistics through the Kubernetes API; nothing is installed in the cluster.

      Examples:
        vigla demo                      Bookinfo on this machine, no cluster
        vigla -n shop                   the dashboard for one namespace
        vigla --record incident.vigla   for vigla replay incident.vigla
        vigla graph -A -o json          one snapshot for a program
        vigla explain reviews --header end-user=jason
                                        which rule takes such a request, and why
        vigla shift reviews v1=80 v2=20 --dry-run server
        vigla undo                      put back what the last change was

      Exit codes: 0 ok, 1 failed, 2 usage, 3 cannot reach, 4 forbidden, 5 refused by validation or conflict, \
      128+n on a signal.
      """,
    version: Version.text,
    subcommands: [
      DashCommand.self, DemoCommand.self, ReplayCommand.self, GraphCommand.self, ServicesCommand.self,
      WorkloadsCommand.self,
      ProxiesCommand.self, ConfigCommand.self, ExplainCommand.self, ShiftCommand.self, RouteCommand.self,
      FaultCommand.self, TimeoutCommand.self, RetryCommand.self, MirrorCommand.self, PolicyCommand.self,
      RedirectCommand.self, RewriteCommand.self, HeaderCommand.self, RespondCommand.self, CORSCommand.self,
      ExposeCommand.self, ResetCommand.self, CanaryCommand.self, KeepCommand.self,
      HistoryCommand.self, UndoCommand.self,
      ValidateCommand.self, LayoutCommand.self, DoctorCommand.self, InfoCommand.self,
    ],
    defaultSubcommand: DashCommand.self
  )

  /// Not async: the first thread stays free to own the terminal.
  static func main() {
    CrashReports.nameFunctionsOnly()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let hint = CommandHint.text(
        Array(CommandLine.arguments.dropFirst()), commands: configuration.subcommands.map { $0._commandName },
        complaint: fullMessage(for: error))
      if let hint, exitCode(for: error) == .validationFailure { Exits.leave(saying: hint) }
      Exits.leave(with: error, of: Self.self)
    }
  }
}
