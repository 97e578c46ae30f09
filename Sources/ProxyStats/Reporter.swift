/// Which proxy of a request's way tells of it.
public enum Reporter: String, Sendable, CaseIterable {
  /// The client's sidecar or a gateway.
  case source
  /// The server's sidecar.
  case destination
  /// An ambient mesh's waypoint.
  case waypoint
  /// The label is missing or says something else.
  case unknown
}
