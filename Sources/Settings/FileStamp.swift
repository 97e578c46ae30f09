#if canImport(Glibc)
  import Glibc
#endif

/// What a file looks like from outside: two stamps that differ tell that it was written in between.
public struct FileStamp: Hashable, Sendable {
  private var isThere = false
  private var device: UInt64 = 0
  private var inode: UInt64 = 0
  private var size: Int64 = 0
  /// Nanoseconds since 1970.
  private var changed: Int64 = 0

  /// The stamp of a file as it is now; one call to the system.
  public init(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    isThere = true
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    changed = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
  }
}
