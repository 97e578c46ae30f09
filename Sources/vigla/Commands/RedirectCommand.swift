import ArgumentParser
import TrafficConfig

/// `vigla redirect`: answers that send clients elsewhere.
struct RedirectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redirect", abstract: "Send clients of a service elsewhere.",
    discussion: "Example: vigla redirect productpage --match uri=/old \\\n  --uri /productpage --code 302")

  @Argument(help: "The service: NAME, or NAME.NAMESPACE.")
  var service: String

  @Option(help: ArgumentHelp("The new path.", valueName: "path")) var uri: String?
  @Option(help: ArgumentHelp("The new host.", valueName: "host")) var authority: String?
  @Option(help: "http or https.") var scheme: String?
  @Option(help: "The new port.") var port: Int?
  @Option(help: ArgumentHelp("The status, 300 to 399. (default: 301)", valueName: "status")) var code: Int?

  @OptionGroup var scope: ScopeOptions
  @OptionGroup var expire: ExpireOptions
  @OptionGroup var edit: EditOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let target = try connection.target(service)
    let scope = try scope.scope(of: target)
    try Edit(connection: connection, edit: edit).run(on: target) { context in
      try RedirectEdit.plan(
        RedirectRequest(
          scope: scope, uri: uri, authority: authority, scheme: scheme, port: port, status: code,
          expiry: expire.expiry), in: context)
    }
  }
}
