import ArgumentParser
import TrafficConfig

/// `vigla retry`: how failed requests are tried again.
struct RetryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Set how failed requests to a service are tried again.",
    discussion: """
      What is not named stays as it is. --attempts 0 switches retries off, --default goes back to the mesh's own.

      Example: vigla retry reviews --attempts 3 --per-try 2s --on 5xx,reset
      """)

  @Argument(help: "The service: NAME, or NAME.NAMESPACE.")
  var service: String

  @Option(help: "Further tries after the first.")
  var attempts: Int?

  @Option(help: ArgumentHelp("The time for each try.", valueName: "time"))
  var perTry: Seconds?

  @Option(help: ArgumentHelp("What is retried: statuses and Envoy's conditions, such as 5xx,reset.", valueName: "list"))
  var on: String?

  @Option(help: ArgumentHelp("The base interval between tries.", valueName: "time"))
  var backoff: Seconds?

  @Flag(name: .customLong("default"), help: "Go back to the mesh's default.")
  var isDefault = false

  @OptionGroup var scope: ScopeOptions
  @OptionGroup var expire: ExpireOptions
  @OptionGroup var edit: EditOptions
  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    let isSaid = attempts != nil || perTry != nil || on != nil || backoff != nil
    if isDefault == isSaid {
      throw ValidationError("Say --attempts, --per-try, --on or --backoff, or else --default.")
    }
  }

  func run() throws {
    let target = try connection.target(service)
    let scope = try scope.scope(of: target)
    try Edit(connection: connection, edit: edit).run(on: target) { context in
      try RetryEdit.plan(
        RetryRequest(
          scope: scope, attempts: attempts, perTry: perTry?.value, retryOn: on, backoff: backoff?.value,
          isDefault: isDefault, expiry: expire.expiry), in: context)
    }
  }
}
