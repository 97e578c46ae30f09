#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A kubeconfig on disk that only its owner can read.
struct KubeconfigFile: Sendable {
  let path: String
  /// The directory that was made for it; nil where the path was given.
  private let directory: String?

  /// Writes a file of mode 0600, in place of what was there; nobody sees a part of it.
  ///
  /// - Parameter path: nil for a new directory of mode 0700, in the runtime directory or the temporary one.
  static func create(_ text: String, at path: String?) throws(DemoFileError) -> KubeconfigFile {
    let directory = path == nil ? try makeDirectory() : nil
    let file = KubeconfigFile(path: path ?? "\(directory ?? "")/kubeconfig", directory: directory)
    do {
      try file.save(text)
    } catch {
      file.remove()
      throw error
    }
    return file
  }

  /// Removes the file, and the directory that was made for it.
  func remove() {
    unlink(path)
    if let directory { rmdir(directory) }
  }

  private init(path: String, directory: String?) {
    self.path = path
    self.directory = directory
  }

  private func save(_ text: String) throws(DemoFileError) {
    let temporary = "\(path).\(getpid()).tmp"
    unlink(temporary)
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard file >= 0 else { throw DemoFileError(path: path, code: errno) }
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
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

  private static func makeDirectory() throws(DemoFileError) -> String {
    let variables: [String] = ["XDG_RUNTIME_DIR", "TMPDIR"]
    let named = variables.compactMap { name in getenv(name).map { String(cString: $0) } }
    let root = named.first { !$0.isEmpty } ?? "/tmp"
    var template = Array("\(root)/vigla-demo-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw DemoFileError(path: root, code: errno) }
    return made
  }
}
