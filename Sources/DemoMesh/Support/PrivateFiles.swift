#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files and directories that only their owner can read.
enum PrivateFiles {
  /// Writes a file of mode 0600, in place of what was there; nobody sees a part of it.
  static func write(_ text: String, to path: String) throws(DemoFileError) {
    let temporary = "\(path).\(getpid()).tmp"
    unlink(temporary)
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw DemoFileError(path: path, code: errno) }
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Self.write(file, $0) }
      guard count > 0 else {
        let code = errno
        close(file)
        unlink(temporary)
        throw DemoFileError(path: path, code: code)
      }
      written += count
    }
    close(file)
    guard rename(temporary, path) == 0 else {
      let code = errno
      unlink(temporary)
      throw DemoFileError(path: path, code: code)
    }
  }

  /// Makes a new directory of mode 0700 in the runtime directory or the temporary one.
  ///
  /// - Parameter prefix: the beginning of its name.
  static func temporaryDirectory(_ prefix: String) throws(DemoFileError) -> String {
    let variables: [String] = ["XDG_RUNTIME_DIR", "TMPDIR"]
    let named = variables.compactMap { name in getenv(name).map { String(cString: $0) } }
    let root = named.first { !$0.isEmpty } ?? "/tmp"
    var template = Array("\(root)/\(prefix)-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw DemoFileError(path: root, code: errno) }
    return made
  }

  /// Makes a directory, and those above it, of mode 0700 where it is not there yet.
  static func makeDirectory(_ path: String) throws(DemoFileError) {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw DemoFileError(path: path, code: errno)
    }
    try makeDirectory(String(path[..<slash]))
    if mkdir(path, 0o700) != 0, errno != EEXIST { throw DemoFileError(path: path, code: errno) }
  }

  /// The names in a directory, hidden ones left out; none if it cannot be read.
  static func names(in directory: String) -> [String] {
    guard let stream = opendir(directory) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a directory and the files in it; directories in it are left, and then it is too.
  static func removeDirectory(_ path: String) {
    for name in names(in: path) { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  private static func write(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(file, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
      Musl.write(file, bytes.baseAddress, bytes.count)
    #else
      Darwin.write(file, bytes.baseAddress, bytes.count)
    #endif
  }
}
