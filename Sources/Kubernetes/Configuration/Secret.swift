/// A credential that no print, interpolation, dump or reflection shows.
public struct Secret: Sendable, Hashable {
  /// The credential itself: only for the header or the TLS stack.
  let value: String

  public init(_ value: String) { self.value = value }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "<redacted>" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
