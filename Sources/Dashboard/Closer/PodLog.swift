/// The newest lines of a container's log.
public struct PodLog: Hashable, Sendable {
  public var namespace: String
  public var pod: String
  public var container: String
  /// The oldest first.
  public var lines: [String]

  public init(namespace: String, pod: String, container: String, lines: [String]) {
    self.namespace = namespace
    self.pod = pod
    self.container = container
    self.lines = lines
  }
}
