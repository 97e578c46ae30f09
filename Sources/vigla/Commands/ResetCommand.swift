import ArgumentParser
import MeshModel
import TrafficConfig

/// `vigla reset`: the end of a rule, a feature, or all routing.
struct ResetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset", abstract: "Remove a rule, a feature, or all routing of a service.",
    discussion: """
      Says what happens to the requests then. Exactly one of these is meant: --all, --feature (with --match or --route for \
      one rule only), a rule by --match or --route, or --overdue.

      Examples:
        vigla reset reviews --match header:end-user=jason
        vigla reset reviews --feature fault
        vigla reset reviews --all
      """)

  @Argument(help: "The service: NAME, or NAME.NAMESPACE.")
  var service: String

  @Flag(help: "Remove the service's VirtualServices on the mesh, and subsets that nothing uses then.")
  var all = false

  @Option(help: "fault, timeout, retries, mirror, rewrite, headers or cors.")
  var feature: ResetRequest.Feature?

  @Flag(help: "Put back what edits whose time is over had replaced, in the service's namespace.")
  var overdue = false

  @OptionGroup var scope: ScopeOptions
  @OptionGroup var edit: EditOptions
  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    let isRule = !scope.match.isEmpty || scope.route != nil
    if all && (isRule || feature != nil || overdue) || overdue && (isRule || feature != nil) {
      throw ValidationError("--all and --overdue stand alone.")
    }
    if !all, !overdue, !isRule, feature == nil {
      throw ValidationError("Say what goes: --match or --route, --feature, --all or --overdue.")
    }
  }

  func run() throws {
    let target = try connection.target(service)
    let scope = try scope.scope(of: target)
    try Edit(connection: connection, edit: edit).run(on: target) { context in
      if overdue {
        let edits = context.configuration.overdueEdits(at: context.now).filter {
          $0.object.namespace == target.namespace
        }
        return try ExpiryRestoration.plan(all: edits, in: context.configuration)
      }
      let extent: ResetRequest.Extent = all ? .all : feature.map { .feature($0) } ?? .rule
      return try RoutingReset.plan(ResetRequest(scope: scope, extent: extent), in: context)
    }
  }
}

extension ResetRequest.Feature: ExpressibleByArgument {}
