import ArgumentParser
import TrafficConfig

/// `vigla fault`: delays and errors on the way to a service.
struct FaultCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fault", abstract: "Delay or abort requests to a service, for a while.",
    discussion: """
      The callers' proxies make the fault. Its end is noted on the object; when it is over, every look at the mesh names it \
      until it is put back, which `vigla keep` does by itself. A fault that is not meant to end needs --expire none.

      Examples:
        vigla fault ratings --delay 2s --match header:end-user=jason
        vigla fault details --abort 503 --abort-percent 50 --expire 5m
        vigla fault details --off
      """)

  @Argument(help: "The service: NAME, or NAME.NAMESPACE.")
  var service: String

  @Option(help: ArgumentHelp("Delay requests by this time.", valueName: "time"))
  var delay: Seconds?

  @Option(help: "The percentage of requests to delay.")
  var delayPercent: Double = 100

  @Option(help: ArgumentHelp("Abort requests with an HTTP status or the name of a gRPC status.", valueName: "status"))
  var abort: String?

  @Option(help: "The percentage of requests to abort.")
  var abortPercent: Double = 100

  @Option(help: ArgumentHelp("How long the fault is meant to last, or none.", valueName: "time"))
  var expire = ExpiryChoice(.after(600))

  @Flag(help: "Remove the fault, from all rules or from the one that is named.")
  var off = false

  @OptionGroup var scope: ScopeOptions
  @OptionGroup var edit: EditOptions
  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    if off, delay != nil || abort != nil { throw ValidationError("--off excludes --delay and --abort.") }
    if !off, delay == nil, abort == nil { throw ValidationError("Say --delay, --abort, or --off.") }
  }

  func run() throws {
    let target = try connection.target(service)
    let scope = try scope.scope(of: target)
    try Edit(connection: connection, edit: edit).run(on: target) { context in
      if off {
        return try RoutingReset.plan(ResetRequest(scope: scope, extent: .feature(.fault)), in: context)
      }
      let status = abort.map { Int($0).map(FaultRequest.Status.http) ?? .grpc($0.uppercased()) }
      return try FaultEdit.plan(
        FaultRequest(
          scope: scope, delay: delay?.value, delayPercent: delayPercent, abort: status, abortPercent: abortPercent,
          expiry: expire.expiry), in: context)
    }
  }
}
