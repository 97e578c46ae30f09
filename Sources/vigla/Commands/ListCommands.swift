import App
import ArgumentParser
import Report

/// The output formats of the list commands.
enum ListFormat: String, CaseIterable, ExpressibleByArgument { case text, json, csv }

/// `vigla services`
struct ServicesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "services", abstract: "List services with their rates, errors and latency.",
    discussion: "Example: vigla services -A -o csv")
  @OptionGroup var connection: ConnectionOptions
  @Option(name: .shortAndLong, help: "text, json or csv.") var output: ListFormat = .text

  func run() throws {
    let update = try OneLook.take(connection.session)
    output.print(TableReport.services(update.snapshot))
    OneLook.tell(update.snapshot.notices)
  }
}

/// `vigla workloads`
struct WorkloadsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workloads", abstract: "List workloads with their pods, rates, errors and latency.",
    discussion: "Example: vigla workloads -n shop -o json")
  @OptionGroup var connection: ConnectionOptions
  @Option(name: .shortAndLong, help: "text, json or csv.") var output: ListFormat = .text

  func run() throws {
    let update = try OneLook.take(connection.session)
    output.print(TableReport.workloads(update.snapshot))
    OneLook.tell(update.snapshot.notices)
  }
}

/// `vigla proxies`
struct ProxiesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proxies", abstract: "List the proxies and how their statistics answer.",
    discussion: "Example: vigla proxies -A")
  @OptionGroup var connection: ConnectionOptions
  @Option(name: .shortAndLong, help: "text, json or csv.") var output: ListFormat = .text

  func run() throws {
    var options = connection.session
    // It is about the proxies, whoever tells of their traffic.
    options.source = .proxies
    let update = try OneLook.take(options)
    output.print(TableReport.proxies(update.snapshot))
    OneLook.tell(update.snapshot.notices)
  }
}

/// `vigla config`
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "List VirtualServices, DestinationRules and Gateways with what validation says.",
    discussion: "Example: vigla config -n shop")
  @OptionGroup var connection: ConnectionOptions
  @Option(name: .shortAndLong, help: "text, json or csv.") var output: ListFormat = .text

  func run() throws {
    let update = try OneLook.configuration(connection.session)
    output.print(TableReport.config(update.configuration))
    OneLook.tell(update.snapshot.notices)
  }
}

extension ListFormat {
  /// Prints a table in this format; on a terminal as wide as that is.
  func print(_ table: TableReport) {
    switch self {
    case .text: Swift.print(table.text(width: OneLook.terminalWidth ?? .max), terminator: "")
    case .json: Swift.print(table.json.serialized(pretty: true))
    case .csv: Swift.print(table.csv, terminator: "")
    }
  }
}
