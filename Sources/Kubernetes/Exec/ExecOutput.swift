/// What a command in a container printed, and how it ended.
public struct ExecOutput: Sendable, Hashable {
  public var output: [UInt8]
  public var errors: [UInt8]
  /// The exit status; 0 means success.
  public var status: Int

  public init(output: [UInt8] = [], errors: [UInt8] = [], status: Int = 0) {
    self.output = output
    self.errors = errors
    self.status = status
  }
}
