import Documents
import TrafficConfig

/// The record of all changes: `journal.jsonl`, one JSON object a line, only ever appended to.
///
/// An entry is written when its change begins and again whenever its state changes; the last line of an id counts.
/// Several processes may write at the same time.
public final class Journal: Sendable {
  private let file: PrivateFile

  /// - Parameter directory: Vigla's state directory, such as `~/.local/state/vigla`; made when first needed.
  public init(directory: String) { file = PrivateFile(directory: directory, name: "journal.jsonl") }

  /// The file's path.
  public var path: String { file.path }

  /// Writes the present state of an entry and returns when it is on the disk.
  public func append(_ entry: JournalEntry) throws(JournalError) {
    try file.append(line: entry.json.serializedBytes())
  }

  /// All entries in the order in which they began, each in its last state. Lines that a crash cut, or that are no
  /// entries, are passed over.
  ///
  /// - Complexity: linear in the size of the file.
  public func entries() throws(JournalError) -> [JournalEntry] {
    var entries: [JournalEntry] = []
    var places: [String: Int] = [:]
    for line in try file.read().split(separator: UInt8(ascii: "\n")) {
      guard let value = try? JSONValue(parsing: Array(line)), let entry = JournalEntry(json: value) else { continue }
      if let place = places[entry.id] {
        entries[place] = entry
      } else {
        places[entry.id] = entries.count
        entries.append(entry)
      }
    }
    return entries
  }

  /// The entry of that id, or nil.
  public func entry(_ id: String) throws(JournalError) -> JournalEntry? { try entries().first { $0.id == id } }
}
