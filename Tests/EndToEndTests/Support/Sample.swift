import Documents
import Foundation

/// A file of `samples`: objects, and above them the commands that write them.
struct Sample {
  /// Such as `course/all-to-v1.yaml`.
  var name: String
  var path: String
  /// The arguments of each command, without the program.
  var commands: [[String]]
  var objects: [JSONValue]

  init(_ name: String) throws {
    self.name = name
    path = Self.folder.appendingPathComponent(name).path
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let mark = "# $ vigla "
    commands = text.split(separator: "\n").filter { $0.hasPrefix(mark) }
      .map { $0.dropFirst(mark.count).split(separator: " ").map(String.init) }
    objects = try YAMLText.parseAll(text)
  }

  /// The names of all samples in a folder, sorted.
  static func names(in place: String) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(place).path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(place)/\($0)" }
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../samples").standardizedFileURL
}
