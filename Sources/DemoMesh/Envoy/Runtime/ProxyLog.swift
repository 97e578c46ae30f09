#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What one proxy prints, in a file that is renamed to `….1` at the start if it is there, and when it has grown.
final class ProxyLog: Sendable {
  /// The file may grow to this and what one process adds, in bytes.
  private static let limit: off_t = 1 << 20
  /// How many files a directory keeps; those not written to for the longest time go.
  private static let kept = 64

  let path: String
  /// For the child; opened for appending.
  let descriptor: Int32

  /// Where the log of a pod's proxy is.
  static func path(_ directory: String, namespace: String, pod: String) -> String {
    "\(directory)/\(namespace)_\(pod).log"
  }

  init(path: String) throws(DemoFileError) {
    self.path = path
    rename(path, "\(path).1")
    descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw DemoFileError(path: path, code: errno) }
  }

  deinit { close(descriptor) }

  /// The size in bytes: where what comes next will begin.
  var size: Int {
    var info = stat()
    return fstat(descriptor, &info) == 0 ? Int(info.st_size) : 0
  }

  /// Empties a file that has grown too large; before a process starts.
  func trim() { if off_t(size) > Self.limit { ftruncate(descriptor, 0) } }

  /// The text from an offset on, or its last 256 KB.
  func text(from offset: Int = 0) -> String { LogTail.read(path, from: offset, limit: 256 << 10) ?? "" }

  /// Removes the oldest files of former runs.
  static func tidy(_ directory: String) {
    let files = PrivateFiles.names(in: directory).map { name -> (path: String, time: Int) in
      var info = stat()
      let path = "\(directory)/\(name)"
      return (path, stat(path, &info) == 0 ? Int(info.st_mtim.tv_sec) : 0)
    }
    for file in files.sorted(by: { $0.time > $1.time }).dropFirst(kept) { unlink(file.path) }
  }
}
