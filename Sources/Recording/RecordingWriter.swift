import Foundation

/// Writes a recording: each moment with one write of whole bytes at the end of the file.
public final class RecordingWriter: Sendable {
  private let handle: FileHandle
  private let path: String

  /// Creates the file, readable by its owner alone, since it tells what runs in a cluster.
  ///
  /// - Throws: `.file`; an existing file is not written over.
  public init(path: String, head: RecordingHead) throws(RecordingError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let reason =
        errno == EEXIST
        ? "it is there already, and is not written over; name another file"
        : "cannot be created: \(String(cString: strerror(errno)))"
      throw .file(path: path, reason: reason)
    }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    self.path = path
    let json: Data
    do { json = try JSONEncoder().encode(head) } catch { throw .file(path: path, reason: "\(error)") }
    try write(RecordingFormat.opening + RecordingFormat.chunk(RecordingFormat.head, Array(json)))
  }

  /// Adds a moment; they have to come in the order in which one encoder made them.
  public func append(_ moment: EncodedMoment) throws(RecordingError) {
    try write(RecordingFormat.chunk(RecordingFormat.moment, RecordingFormat.content(moment)))
  }

  /// Sees to it that all of it is on the disk.
  public func close() {
    try? handle.synchronize()
    try? handle.close()
  }

  private func write(_ bytes: [UInt8]) throws(RecordingError) {
    do { try handle.write(contentsOf: bytes) } catch {
      throw .file(path: path, reason: "cannot be written: \(RecordingError.words(of: error))")
    }
  }
}
