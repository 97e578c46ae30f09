import ArgumentParser
import TrafficConfig

/// `vigla rewrite`: the address that a service sees.
struct RewriteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rewrite", abstract: "Change the path or host of requests on their way to a service.",
    discussion: """
      Examples:
        vigla rewrite productpage --match uri=/ --uri /productpage
        vigla rewrite web --pattern '^/v1/(.*)' --replacement '/\\1'
      """)

  @Argument(help: "The service: NAME, or NAME.NAMESPACE.")
  var service: String

  @Option(help: ArgumentHelp("In place of the matched prefix, else of the whole path.", valueName: "path"))
  var uri: String?

  @Option(help: ArgumentHelp("What of the path is replaced.", valueName: "regex")) var pattern: String?
  @Option(help: ArgumentHelp("By what; \\1 is the first group.", valueName: "text")) var replacement: String?
  @Option(help: ArgumentHelp("The host that the service sees.", valueName: "host")) var authority: String?

  @OptionGroup var scope: ScopeOptions
  @OptionGroup var expire: ExpireOptions
  @OptionGroup var edit: EditOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let target = try connection.target(service)
    let scope = try scope.scope(of: target)
    try Edit(connection: connection, edit: edit).run(on: target) { context in
      try RewriteEdit.plan(
        RewriteRequest(
          scope: scope, uri: uri, pattern: pattern, replacement: replacement, authority: authority,
          expiry: expire.expiry), in: context)
    }
  }
}
