import App
import Collector
import Foundation
import Glibc
import MeshModel
import Settings

/// One look at the mesh for commands that print and end.
enum OneLook {
  /// Collects for one window and gives what was seen.
  ///
  /// - Throws: `SessionProblem` and what the session throws when the mesh cannot be reached.
  static func take(_ options: SessionOptions) throws -> MeshUpdate {
    try update(options) { try await $0.look() }
  }

  /// What is configured, without waiting for traffic.
  static func configuration(_ options: SessionOptions) throws -> MeshUpdate {
    try update(options) { try await $0.configuration() }
  }

  private static func update(
    _ options: SessionOptions, from look: @escaping @Sendable (MeshSession) async throws -> MeshUpdate
  ) throws -> MeshUpdate {
    let session = try options.open()
    return try runBlocking {
      let update = try await look(session)
      await session.close()
      return update
    }
  }

  /// Columns of the terminal on stdout; nil if it is none.
  static var terminalWidth: Int? {
    var size = winsize()
    return ioctl(1, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : nil
  }

  /// What the reader of the output should know about it, on stderr.
  static func tell(_ notices: [Notice]) {
    for notice in notices { Exits.complain("\(notice.level.rawValue): \(notice.text)") }
  }
}
