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
    let directory = path == nil ? try PrivateFiles.temporaryDirectory("vigla-demo") : nil
    let file = KubeconfigFile(path: path ?? "\(directory ?? "")/kubeconfig", directory: directory)
    do {
      try PrivateFiles.write(text, to: file.path)
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
}
