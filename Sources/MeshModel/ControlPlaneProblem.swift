/// Why the control plane does not tell what is in the mesh.
public struct ControlPlaneProblem: Hashable, Sendable, Codable {
  public enum Kind: String, Sendable, Hashable, Codable {
    /// No connection, or no answer in time.
    case unreachable
    /// The credentials are not accepted.
    case unauthorized
    /// The credentials are accepted but may not read what is needed.
    case forbidden
    case other
  }

  public var kind: Kind
  /// One line: what failed, on what, what to do next.
  public var text: String

  public init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}
