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

      Example: vigla shift reviews v1=80 v2=20
      """)

  @Argument(help: "The service: NAME, or NAME.NAMESPACE.")
  var service: String

  @Argument(help: ArgumentHelp("Percentages that sum to 100, such as v1=80 v2=20.", valueName: "version=weight"))
  var weights: [VersionWeight]

  @Option(help: "Which route of the VirtualService, counted from 1; without it the one that takes all other requests.")
  var route: Int?

  @OptionGroup var edit: EditOptions
  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    if let route, route < 1 { throw ValidationError("--route counts from 1.") }
    if weights.isEmpty { throw ValidationError("Say the weights, such as v1=80 v2=20.") }
    let names = weights.map(\.version)
    if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
      throw ValidationError("\(twice) is given twice.")
    }
  }

  func run() throws {
    let target = try connection.target(service)
    try Edit(connection: connection, edit: edit).run(in: target.namespace) { update, version in
      let request = ShiftRequest(
        service: target, routeIndex: route.map { $0 - 1 },
        weights: weights.map { ShiftRequest.Weight($0.version, $0.weight) })
      return try TrafficShift.plan(
        request, in: update.configuration, observed: update.snapshot.observedVersions(of: target), apiVersion: version)
    }
  }
}
