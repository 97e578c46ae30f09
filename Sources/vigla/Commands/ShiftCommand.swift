import App
import ArgumentParser
import MeshModel
import TrafficConfig

/// `vigla shift`: the weights wizard without a screen.
struct ShiftCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shift", abstract: "Set how a service's requests are split between its versions.",
    discussion: """
      Edits the weights of one route of the service's VirtualService and nothing else in it; what is missing \
      (VirtualService, DestinationRule subsets) is made. Shows a sentence and the diff, has the server check it, asks, \
      writes, and notes the change for `vigla undo`.

      With --match it sets the weights of the rule for those requests, as `vigla route` does.

      Example: vigla shift reviews v1=80 v2=20
      """)

  @Argument(help: "The service: NAME, or NAME.NAMESPACE.")
  var service: String

  @Argument(help: ArgumentHelp("Percentages that sum to 100, such as v1=80 v2=20.", valueName: "version=weight"))
  var weights: [VersionWeight]

  @OptionGroup var scope: ScopeOptions
  @OptionGroup var edit: EditOptions
  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    if weights.isEmpty { throw ValidationError("Say the weights, such as v1=80 v2=20.") }
    let names = weights.map(\.version)
    if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
      throw ValidationError("\(twice) is given twice.")
    }
  }

  func run() throws {
    let target = try connection.target(service)
    let scope = try scope.scope(of: target)
    let weights = weights.map { ShiftRequest.Weight($0.version, $0.weight) }
    try Edit(connection: connection, edit: edit).run(on: target) { context in
      if !scope.conditions.isEmpty {
        return try RouteRuleEdit.plan(RouteRuleRequest(scope: scope, targets: weights), in: context)
      }
      return try TrafficShift.plan(
        ShiftRequest(service: target, routeIndex: scope.routeIndex, weights: weights), in: context.configuration,
        observed: context.observed, apiVersion: context.apiVersion)
    }
  }
}
