import ArgumentParser
import Changes
import Foundation
import Report
import Settings

/// `vigla history`: the changes that were made from this machine.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "List the changes made with Vigla from this machine, newest last.",
    discussion: """
      With an ID it shows that one: who, when, how it ended, and the diff of each object; -o json has the objects before \
      and after.

      Examples:
        vigla history
        vigla history a3f90c17 -o json
      """)

  @Argument(help: "One change, as the list names it.")
  var id: String?

  @Option(name: .shortAndLong, help: "text, json or csv; csv only for the list.") var output: ListFormat = .text

  func validate() throws {
    if id != nil, output == .csv { throw ValidationError("One change is shown as text or json.") }
  }

  func run() throws {
    let journal = Journal(directory: XDGPaths.user.state)
    let offset = TimeZone.current.secondsFromGMT()
    guard let id else {
      output.print(TableReport.history(try journal.entries(), utcOffset: offset))
      return
    }
    guard let entry = try journal.entry(id) else {
      throw Failure("The journal has no entry \"\(id)\". `vigla history` lists them.")
    }
    switch output {
    case .json: print(entry.json.serialized(pretty: true))
    case .text, .csv: print(HistoryReport.text(entry, utcOffset: offset), terminator: "")
    }
  }
}
