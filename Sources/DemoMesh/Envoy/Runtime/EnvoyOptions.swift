/// How real proxies are run.
public struct EnvoyOptions: Sendable, Hashable {
  /// The program.
  public var binary: EnvoyBinary
  /// Where the proxies' logs go, a file each; made with mode 0700 if it is not there.
  public var logs: String

  public init(binary: EnvoyBinary, logs: String) {
    self.binary = binary
    self.logs = logs
  }
}
