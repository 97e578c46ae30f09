import App
import ArgumentParser
import Foundation
import Settings

/// `vigla undo`: puts back what a change replaced.
struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Put back what a change replaced.",
    discussion: """
      Without an ID it is the newest change made in this context and on this API server that is still in force, so \
      repeated calls go back step by step. The undo is a change like any other: shown, checked by the server, locked, \
      noted. It is refused if an object has changed since, or was deleted and made anew. The ID of an undo makes the \
      change again.

      Examples:
        vigla undo --dry-run server
        vigla undo a3f90c17
      """)

  @Argument(help: "The change, as `vigla history` names it.")
  var id: String?

  @OptionGroup var edit: EditOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let edit = Edit(connection: connection, edit: edit)
    let session = try edit.open(connection.session)
    defer { try? runBlocking { await session.close() } }
    guard let pipeline = session.pipeline else {
      throw Failure("There is no Kubernetes behind --endpoints, so there is nothing to undo.", code: Exits.usage)
    }
    let plan = try runBlocking { [id] in try await pipeline.undoPlan(id) }
    try edit.carryOut(plan, session: session)
  }
}
