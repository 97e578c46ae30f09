/// How the way to the mesh is, as the one who keeps it open sees it.
public enum ConnectionState: Hashable, Sendable {
  /// What kind of trouble: each has its own advice.
  public enum Trouble: Hashable, Sendable {
    case unreachable, unauthorized, forbidden, other
  }

  case connecting
  case connected
  /// One line: what failed, on what.
  case failing(Trouble, message: String)
}
