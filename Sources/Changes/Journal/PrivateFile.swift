import Glibc

/// Appends to and reads a file that only its owner may see.
struct PrivateFile: Sendable {
  let directory: String
  let name: String

  var path: String { directory + "/" + name }

  /// Adds a line that is complete or absent after a crash, whoever else appends at the same time.
  ///
  /// A last line that a crash left without its end is closed first, so that it spoils no other.
  func append(line: [UInt8]) throws(JournalError) {
    try Self.makeDirectory(directory)
    let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw JournalError("open", path, errorNumber: errno) }
    defer { close(descriptor) }
    guard fchmod(descriptor, 0o600) == 0 else { throw JournalError("protect", path, errorNumber: errno) }
    guard Self.retrying({ flock(descriptor, LOCK_EX) }) == 0 else {
      throw JournalError("lock", path, errorNumber: errno)
    }
    defer { flock(descriptor, LOCK_UN) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw JournalError("read", path, errorNumber: errno) }
    var bytes = line
    bytes.append(UInt8(ascii: "\n"))
    if status.st_size > 0 {
      var last: UInt8 = 0
      guard pread(descriptor, &last, 1, status.st_size - 1) == 1 else {
        throw JournalError("read", path, errorNumber: errno)
      }
      if last != UInt8(ascii: "\n") { bytes.insert(UInt8(ascii: "\n"), at: 0) }
    }
    try write(bytes, to: descriptor, from: status.st_size)
    guard fsync(descriptor) == 0 else { throw JournalError("write", path, errorNumber: errno) }
    if status.st_size == 0 { Self.syncDirectory(directory) }
  }

  /// Writes all or, if that fails on the way, nothing: what was written already is cut off again.
  private func write(_ bytes: [UInt8], to descriptor: Int32, from size: Int) throws(JournalError) {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
      }
      if count > 0 {
        offset += count
      } else if errno != EINTR {
        let number = errno
        _ = ftruncate(descriptor, size)
        throw JournalError("write", path, errorNumber: number)
      }
    }
  }

  /// The whole file; empty if it does not exist.
  func read() throws(JournalError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return [] }
      throw JournalError("open", path, errorNumber: errno)
    }
    defer { close(descriptor) }
    guard Self.retrying({ flock(descriptor, LOCK_SH) }) == 0 else {
      throw JournalError("lock", path, errorNumber: errno)
    }
    defer { flock(descriptor, LOCK_UN) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &block, block.count)
      if count > 0 {
        bytes.append(contentsOf: block[..<count])
      } else if count == 0 {
        return bytes
      } else if errno != EINTR {
        throw JournalError("read", path, errorNumber: errno)
      }
    }
  }

  /// Makes the directory and those above it that are missing, for the owner only.
  private static func makeDirectory(_ path: String) throws(JournalError) {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw JournalError("make", path, errorNumber: errno)
    }
    try makeDirectory(String(path[..<slash]))
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw JournalError("make", path, errorNumber: errno) }
  }

  /// Makes a new file's name survive a power cut; a file system that cannot do it is no error.
  private static func syncDirectory(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
  }

  private static func retrying(_ call: () -> Int32) -> Int32 {
    while true {
      let result = call()
      if result == 0 || errno != EINTR { return result }
    }
  }
}
