/// What a recording says of itself.
public struct RecordingHead: Hashable, Sendable, Codable {
  /// The kubeconfig context or the endpoints file that was looked at.
  public var mesh: String
  /// The namespaces shown; nil means all.
  public var namespaces: [String]?
  /// Seconds since 1970.
  public var startedAt: Double
  /// The version of Vigla that made it.
  public var version: String

  public init(mesh: String, namespaces: [String]?, startedAt: Double, version: String) {
    self.mesh = mesh
    self.namespaces = namespaces
    self.startedAt = startedAt
    self.version = version
  }
}
