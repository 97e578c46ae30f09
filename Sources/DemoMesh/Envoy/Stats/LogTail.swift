#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The end of a log file.
enum LogTail {
  /// Reads the last whole lines of a file.
  ///
  /// - Parameters:
  ///   - offset: where in the file to begin at the earliest; the beginning of a line.
  ///   - limit: the most bytes to read; a first line that is cut by it is left out.
  /// - Returns: nil if the file cannot be read. Bytes that are no UTF-8 are replaced.
  static func read(_ path: String, from offset: Int = 0, limit: Int = 4 << 20) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    let size = lseek(file, 0, SEEK_END)
    guard size >= 0 else { return nil }
    let start = min(size, max(off_t(offset), size - off_t(limit)))
    var bytes = [UInt8](repeating: 0, count: Int(size - start))
    var count = 0
    while count < bytes.count {
      let read = bytes.withUnsafeMutableBytes { buffer in
        pread(file, buffer.baseAddress?.advanced(by: count), buffer.count - count, start + off_t(count))
      }
      if read < 0, errno == EINTR { continue }
      guard read > 0 else { break }
      count += read
    }
    var text = bytes[..<count]
    if start > off_t(offset) { text = text.drop { $0 != UInt8(ascii: "\n") }.dropFirst() }
    return String(decoding: text, as: UTF8.self)
  }
}
