/// Joins chunks and splits them at line feeds. What comes after the last line feed stays until the next chunk; at the
/// end of a stream it is a cut line and is dropped with the splitter.
struct LineSplitter: Sendable {
  private var rest: [UInt8] = []
  private let maxLineBytes: Int

  /// A line was longer than the limit.
  struct LineTooLong: Error { let limit: Int }

  init(maxLineBytes: Int) { self.maxLineBytes = maxLineBytes }

  /// The lines that the chunk completes, without line feeds; empty lines are left out.
  ///
  /// - Complexity: linear in the bytes of the chunk and of the lines returned.
  mutating func append(_ chunk: some Sequence<UInt8>) throws(LineTooLong) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var scanned = rest.count
    rest.append(contentsOf: chunk)
    var start = 0
    while scanned < rest.count {
      guard let end = rest[scanned...].firstIndex(of: UInt8(ascii: "\n")) else { break }
      if end > start { lines.append(Array(rest[start..<end])) }
      start = end + 1
      scanned = start
    }
    if start > 0 { rest.removeFirst(start) }
    if rest.count > maxLineBytes { throw LineTooLong(limit: maxLineBytes) }
    return lines
  }
}
