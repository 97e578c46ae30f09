/// Why the journal could not be read or written.
public struct JournalError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Such as `Cannot write /home/ann/.local/state/vigla/journal.jsonl: No space left on device`.
  public let text: String

  init(_ action: String, _ path: String, errorNumber: Int32) {
    text = "Cannot \(action) \(path): \(SystemError.text(errorNumber))"
  }

  public var description: String { text }
}
