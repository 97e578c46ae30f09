#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file of the demo that could not be written.
public struct DemoFileError: Error, Sendable, CustomStringConvertible {
  public let path: String
  /// `errno`.
  public let code: Int32

  public var description: String { "cannot write \(path): \(String(cString: strerror(code)))" }
}
