/// Why something could not be read: what failed, on what, what next.
public struct ReadingFailure: Error, Hashable, Sendable {
  public var text: String

  public init(_ text: String) { self.text = text }
}
