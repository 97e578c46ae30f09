import Foundation
import MeshModel

/// A recording read from its file.
public struct Recording: Sendable {
  public let head: RecordingHead
  /// All its moments.
  public let moments: MomentHistory
  /// Why the file ends before its end; nil for a whole one.
  public let damage: String?

  /// - Throws: `RecordingError`, also where there is not a single moment.
  /// - Complexity: O(size of the file), which is held in memory.
  public init(path: String) throws(RecordingError) {
    guard FileManager.default.fileExists(atPath: path) else { throw .file(path: path, reason: "there is no such file") }
    let data: Data
    do { data = try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
      throw .file(path: path, reason: "cannot be read: \(RecordingError.words(of: error))")
    }
    try self.init(bytes: Array(data), path: path)
  }

  init(head: RecordingHead, moments: MomentHistory, damage: String?) {
    self.head = head
    self.moments = moments
    self.damage = damage
  }

  init(bytes: [UInt8], path: String) throws(RecordingError) {
    let mark = RecordingFormat.mark
    guard bytes.starts(with: mark), bytes.count > mark.count else { throw .notARecording(path: path) }
    guard bytes[mark.count] <= RecordingFormat.version else {
      throw .tooNew(path: path, version: Int(bytes[mark.count]))
    }
    var head: RecordingHead?
    var moments = MomentHistory(span: .infinity, room: .max)
    var damage: String?
    var position = mark.count + 1
    while position < bytes.count {
      guard let chunk = Self.chunk(bytes, at: position) else {
        damage = "it was torn off after \(moments.count) moments; they are all here"
        break
      }
      position = chunk.end
      switch chunk.kind {
      case RecordingFormat.head:
        head = try? JSONDecoder().decode(RecordingHead.self, from: Data(chunk.content))
      case RecordingFormat.moment: moments.append(try RecordingFormat.moment(chunk.content))
      default: break
      }
    }
    guard let head else { throw .damaged("its head is missing") }
    guard !moments.isEmpty else { throw .empty(path: path) }
    self.init(head: head, moments: moments, damage: damage)
  }

  private static func chunk(
    _ bytes: [UInt8], at start: Int
  ) -> (kind: UInt8, content: ArraySlice<UInt8>, end: Int)? {
    let content = start + RecordingFormat.frontLength
    guard content <= bytes.count else { return nil }
    let length = Int(RecordingFormat.number(bytes[start + 1..<content]))
    let end = content + length + RecordingFormat.backLength
    guard end <= bytes.count else { return nil }
    let checksum = RecordingFormat.number(bytes[content + length..<end])
    guard CRC32.of(bytes[start..<content + length]) == checksum else { return nil }
    return (bytes[start], bytes[content..<content + length], end)
  }
}
