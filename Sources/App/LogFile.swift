import Foundation
import Settings

/// Where standard error goes while the screen is up.
enum LogFile {
  /// Makes the directory of the log, for its owner alone, and gives the file's path.
  static func prepare(_ paths: XDGPaths) throws -> String {
    try FileManager.default.createDirectory(
      atPath: paths.state, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return paths.logFile
  }
}
