import ArgumentParser
import TrafficConfig

/// `vigla header`: headers on the way.
struct HeaderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "header", abstract: "Set, add or remove headers on the way to a service and back.",
    discussion: "Example: vigla header reviews --set x-env=test --remove-response server")

  @Argument(help: "The service: NAME, or NAME.NAMESPACE.")
  var service: String

  @Option(help: ArgumentHelp("Set a header of requests.", valueName: "name=value")) var set: [HeaderPair] = []
  @Option(help: ArgumentHelp("Add a header to requests.", valueName: "name=value")) var add: [HeaderPair] = []
  @Option(help: ArgumentHelp("Remove a header of requests.", valueName: "name")) var remove: [String] = []
  @Option(help: ArgumentHelp("Set a header of responses.", valueName: "name=value")) var setResponse: [HeaderPair] = []
  @Option(help: ArgumentHelp("Add a header to responses.", valueName: "name=value")) var addResponse: [HeaderPair] = []
  @Option(help: ArgumentHelp("Remove a header of responses.", valueName: "name")) var removeResponse: [String] = []

  @OptionGroup var scope: ScopeOptions
  @OptionGroup var expire: ExpireOptions
  @OptionGroup var edit: EditOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let target = try connection.target(service)
    var request = HeaderRequest(scope: try scope.scope(of: target), expiry: expire.expiry)
    func pairs(_ list: [HeaderPair]) -> [HeaderRequest.Pair] { list.map { .init(name: $0.name, value: $0.value) } }
    request.request.set = pairs(set)
    request.request.add = pairs(add)
    request.request.remove = remove
    request.response.set = pairs(setResponse)
    request.response.add = pairs(addResponse)
    request.response.remove = removeResponse
    try Edit(connection: connection, edit: edit).run(on: target) { [request] context in
      try HeaderEdit.plan(request, in: context)
    }
  }
}
