import ArgumentParser
import TrafficConfig

/// `vigla timeout`: how long a request may take.
struct TimeoutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeout", abstract: "Limit how long requests to a service may take.",
    discussion: """
      The time counts for the whole request with its retries.

      Examples:
        vigla timeout reviews 1s
        vigla timeout reviews none
      """)

  @Argument(help: "The service: NAME, or NAME.NAMESPACE.")
  var service: String

  @Argument(help: ArgumentHelp("A time such as 1s or 500ms, or none.", valueName: "time"))
  var limit: Limit

  @OptionGroup var scope: ScopeOptions
  @OptionGroup var expire: ExpireOptions
  @OptionGroup var edit: EditOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let target = try connection.target(service)
    let scope = try scope.scope(of: target)
    try Edit(connection: connection, edit: edit).run(on: target) { context in
      try TimeoutEdit.plan(limit.seconds, for: scope, expiry: expire.expiry, in: context)
    }
  }
}
