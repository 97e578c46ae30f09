import ArgumentParser
import TrafficConfig

/// `vigla route`: where some of the requests go.
struct RouteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "route", abstract: "Send requests that match to certain versions of a service.",
    discussion: """
      A rule with exactly these conditions is edited in place; else a new one is put before the rule for everyone else. \
      --to takes versions, or other services as NAME.NAMESPACE[/SUBSET][:PORT].

      Examples:
        vigla route reviews --match header:end-user=jason --to v3
        vigla route reviews --match uri^=/reviews/0 --match '!header:x-old' \\
          --to v1=90,v2=10 --at 1
      """)

  @Argument(help: "The service: NAME, or NAME.NAMESPACE.")
  var service: String

  @Option(help: ArgumentHelp("v3, or percentages that sum to 100 such as v1=90,v2=10.", valueName: "versions"))
  var to: TargetWeights

  @Option(help: "The rule's place in the list, counted from 1.")
  var at: Int?

  @Option(help: "A name for the rule.")
  var name: String?

  @OptionGroup var scope: ScopeOptions
  @OptionGroup var expire: ExpireOptions
  @OptionGroup var edit: EditOptions
  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    if let at, at < 1 { throw ValidationError("--at counts from 1.") }
    if scope.match.isEmpty, scope.route == nil {
      throw ValidationError("Say --match or --route; `vigla shift` sets the weights for everyone else.")
    }
  }

  func run() throws {
    let target = try connection.target(service)
    let scope = try scope.scope(of: target)
    try Edit(connection: connection, edit: edit).run(on: target, everywhere: reachesOut) { context in
      try RouteRuleEdit.plan(
        RouteRuleRequest(
          scope: scope, targets: to.weights.map { ShiftRequest.Weight($0.version, $0.weight) },
          position: at.map { $0 - 1 }, name: name, expiry: expire.expiry), in: context)
    }
  }

  /// A destination is in a namespace of its own.
  private var reachesOut: Bool { to.weights.contains { $0.version.contains(".") } }
}
