import ArgumentParser
import Foundation
import Report

/// `vigla layout`: the layout engine alone, for tests and comparisons.
struct LayoutCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "layout", abstract: "Draw a graph that is read from stdin.",
    discussion: """
      Reads {"nodes":[{"id","width","height","group"?}],"edges":[{"source","target","weight"?}]} and prints the drawing, \
      or JSON with each node's cell rectangle, each edge's path, the crossings and the milliseconds taken.

      Example: vigla layout -o json < graph.json
      """)

  @Option(name: .shortAndLong, help: "text or json.")
  var output: Format = .text

  func run() throws {
    let input = FileHandle.standardInput.readDataToEndOfFile()
    let report: LayoutReport
    do {
      report = try LayoutReport(parsing: [UInt8](input), milliseconds: { monotonicMilliseconds() })
    } catch {
      throw Failure("stdin: \(error)", code: Exits.usage)
    }
    switch output {
    case .text: print(report.text, terminator: "")
    case .json: print(report.json.serialized(pretty: false))
    }
  }
}

/// Milliseconds of a clock that never jumps.
private func monotonicMilliseconds() -> Double {
  Double(DispatchTime.now().uptimeNanoseconds) / 1e6
}
