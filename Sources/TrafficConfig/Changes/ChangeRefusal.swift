/// Why a change was not even planned: what is wrong, and what to do instead.
public struct ChangeRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Reason: String, Sendable, Hashable {
    case unknownService, unknownVersion, badWeights, ambiguousRoute, noRoute, conflictingObjects, invalidObject
    case badMatch, badValue
  }

  public let reason: Reason
  /// One or two sentences for the operator.
  public let text: String

  public init(_ reason: Reason, _ text: String) {
    self.reason = reason
    self.text = text
  }

  public var description: String { text }
}
