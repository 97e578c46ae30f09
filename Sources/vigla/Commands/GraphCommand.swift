import App
import ArgumentParser
import Report

/// `vigla graph`: the graph of one window, for people, programs and Graphviz.
struct GraphCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, dot }

  static let configuration = CommandConfiguration(
    commandName: "graph", abstract: "Print the service graph once.",
    discussion: """
      Waits for one window of statistics, prints, and ends. Use --window 10s for a quicker answer.

      Examples:
        vigla graph -n shop --window 10s
        vigla graph -A -o dot | dot -Tsvg > mesh.svg
      """)

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var graph: GraphOptions

  @Option(name: .shortAndLong, help: "text, json or dot.")
  var output: Format = .text

  func run() throws {
    var options = connection.session
    graph.apply(to: &options)
    let update = try OneLook.take(options)
    switch output {
    case .text: print(GraphReport.text(update.snapshot, width: OneLook.terminalWidth ?? 120), terminator: "")
    case .json: print(GraphReport.json(update.snapshot).serialized(pretty: true))
    case .dot: print(GraphReport.dot(update.snapshot), terminator: "")
    }
    OneLook.tell(update.snapshot.notices)
  }
}
