import Documents
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The kubeconfig that the demo writes, readable by its owner alone as it holds the tokens.
enum DemoKubeconfig {
  static let context = "vigla-demo"
  static let viewerContext = "vigla-demo-viewer"

  /// Two contexts of one cluster: the administrator's, which is current, and that of a user who may only read.
  static func text(server: String, certificatePEM: String, tokens: AccessTokens) -> String {
    func user(_ name: String, _ token: String) -> JSONValue {
      ["name": .string(name), "user": ["token": .string(token)]]
    }
    func entry(_ name: String, _ user: String) -> JSONValue {
      [
        "name": .string(name),
        "context": ["cluster": "vigla-demo", "user": .string(user), "namespace": "default"],
      ]
    }
    let cluster: JSONValue = [
      "server": .string(server),
      "certificate-authority-data": .string(Data(certificatePEM.utf8).base64EncodedString()),
    ]
    return YAMLText.emit([
      "apiVersion": "v1", "kind": "Config", "current-context": .string(context),
      "clusters": [["name": "vigla-demo", "cluster": cluster]],
      "contexts": [entry(context, "demo-admin"), entry(viewerContext, "demo-viewer")],
      "users": [user("demo-admin", tokens.admin), user("demo-viewer", tokens.viewer)],
      "preferences": [:],
    ])
  }

  /// Writes a file of mode 0600 in place of what was there; nobody sees a part of it.
  static func save(_ text: String, to path: String) throws(DemoFileError) {
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

  /// A new directory of mode 0700 for the demo's files, in the runtime directory or in the temporary one.
  static func makeDirectory() throws(DemoFileError) -> String {
    let root = getenv("XDG_RUNTIME_DIR").map { String(cString: $0) } ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(root)/vigla-demo-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw DemoFileError(path: root, code: errno) }
    return made
  }

  static func remove(file: String, directory: String?) {
    unlink(file)
    if let directory { rmdir(directory) }
  }
}

/// A file of the demo that could not be written.
public struct DemoFileError: Error, Sendable, CustomStringConvertible {
  public let path: String
  /// `errno`.
  public let code: Int32

  public var description: String { "cannot write \(path): \(String(cString: strerror(code)))" }
}
