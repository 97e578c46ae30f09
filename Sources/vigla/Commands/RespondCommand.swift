import ArgumentParser
import TrafficConfig

/// `vigla respond`: answers that the proxies give by themselves.
struct RespondCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "respond", abstract: "Have the proxies answer requests to a service by themselves.",
    discussion: "Example: vigla respond reviews --match uri^=/admin --status 403 \\\n  --body 'not here'")

  @Argument(help: "The service: NAME, or NAME.NAMESPACE.")
  var service: String

  @Option(help: "The HTTP status.") var status: Int
  @Option(help: "The body, as text.") var body: String?

  @OptionGroup var scope: ScopeOptions
  @OptionGroup var expire: ExpireOptions
  @OptionGroup var edit: EditOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let target = try connection.target(service)
    let scope = try scope.scope(of: target)
    try Edit(connection: connection, edit: edit).run(on: target) { context in
      try RedirectEdit.answer(status: status, body: body, for: scope, expiry: expire.expiry, in: context)
    }
  }
}
