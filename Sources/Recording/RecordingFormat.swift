/// The file of a recording: a mark, then chunks that are written whole.
///
/// A chunk is its kind (1 byte), the length of its content (4 bytes, the lowest first), the content, and the checksum of
/// all that (4 bytes). Kind 1 is the head as JSON, kind 2 one moment: epoch, new keys, new shapes, frame. The file only
/// grows, so that whatever was written before a crash can be read; a chunk that is not whole ends it.
enum RecordingFormat {
  static let mark = Array("VIGLAREC".utf8)
  static let version: UInt8 = 1
  static let head: UInt8 = 1
  static let moment: UInt8 = 2
  /// Bytes of a chunk besides its content: kind and length in front, checksum behind.
  static let frontLength = 5
  static let backLength = 4

  static var opening: [UInt8] { mark + [version] }

  static func chunk(_ kind: UInt8, _ content: [UInt8]) -> [UInt8] {
    let body = [kind] + littleEndian(UInt32(content.count)) + content
    return body + littleEndian(CRC32.of(body))
  }

  static func littleEndian(_ value: UInt32) -> [UInt8] {
    [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  static func number(_ bytes: some Collection<UInt8>) -> UInt32 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  static func content(_ moment: EncodedMoment) -> [UInt8] {
    var stream = ByteStream()
    stream.append(double: moment.time)
    stream.append(varint: UInt64(moment.epoch))
    stream.append(varint: UInt64(moment.newKeys.count))
    for key in moment.newKeys { stream.append(text: key) }
    stream.append(varint: UInt64(moment.newShapes.count))
    for shape in moment.newShapes {
      stream.append(varint: UInt64(shape.count))
      stream.append(contentsOf: shape)
    }
    stream.append(contentsOf: moment.frame)
    return stream.bytes
  }

  static func moment(_ content: ArraySlice<UInt8>) throws(RecordingError) -> EncodedMoment {
    var cursor = ByteCursor(content)
    let time = try cursor.double()
    let epoch = Int(clamping: try cursor.varint())
    var keys: [String] = []
    for _ in 0..<(try cursor.count()) { keys.append(try cursor.text()) }
    var shapes: [[UInt8]] = []
    for _ in 0..<(try cursor.count()) { shapes.append(Array(try cursor.slice(try cursor.count()))) }
    return EncodedMoment(time: time, epoch: epoch, newKeys: keys, newShapes: shapes, frame: Array(cursor.rest))
  }
}
