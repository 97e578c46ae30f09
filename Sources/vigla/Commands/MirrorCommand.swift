import ArgumentParser
import TrafficConfig

/// `vigla mirror`: copies of requests.
struct MirrorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mirror", abstract: "Send copies of a service's requests to another version.",
    discussion: """
      The answers to the copies are dropped.

      Examples:
        vigla mirror reviews --to v2 --percent 10
        vigla mirror reviews --off
      """)

  @Argument(help: "The service: NAME, or NAME.NAMESPACE.")
  var service: String

  @Option(help: ArgumentHelp("A version, or another service as NAME[.NAMESPACE].", valueName: "version"))
  var to: String?

  @Option(help: "The percentage of requests to copy.")
  var percent: Double = 100

  @Flag(help: "End all mirroring of the route.")
  var off = false

  @OptionGroup var scope: ScopeOptions
  @OptionGroup var expire: ExpireOptions
  @OptionGroup var edit: EditOptions
  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    if off == (to != nil) { throw ValidationError("Say either --to or --off.") }
  }

  func run() throws {
    let target = try connection.target(service)
    let scope = try scope.scope(of: target)
    let reachesOut = to?.contains(".") ?? false
    try Edit(connection: connection, edit: edit).run(on: target, everywhere: reachesOut) { context in
      try MirrorEdit.plan(to: to, percent: percent, for: scope, expiry: expire.expiry, in: context)
    }
  }
}
