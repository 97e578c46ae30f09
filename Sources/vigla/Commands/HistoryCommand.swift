import ArgumentParser
import Changes
import Foundation
import Report
import Settings

/// `vigla history`: the changes that were made from this machine.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "List the changes made with Vigla from this machine, newest last.")

  @Option(name: .shortAndLong, help: "text, json or csv.") var output: ListFormat = .text

  func run() throws {
    let journal = Journal(directory: XDGPaths.user.state)
    let entries = try journal.entries()
    output.print(TableReport.history(entries, utcOffset: TimeZone.current.secondsFromGMT()))
  }
}
