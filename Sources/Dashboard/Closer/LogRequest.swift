/// Whose log is wanted.
public struct LogRequest: Hashable, Sendable {
  public var namespace: String
  public var pod: String
  /// Of the sidecar, else of the application.
  public var isProxy: Bool
  /// How many lines, counted from the end.
  public var lines: Int

  public init(namespace: String, pod: String, isProxy: Bool, lines: Int = 500) {
    self.namespace = namespace
    self.pod = pod
    self.isProxy = isProxy
    self.lines = lines
  }
}
