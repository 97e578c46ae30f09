/// The identity of a drawn edge: one per pair of cards, whatever the protocols between them.
public struct LinkID: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let source: CardID
  public let target: CardID

  public init(source: CardID, target: CardID) {
    self.source = source
    self.target = target
  }

  public static func < (a: LinkID, b: LinkID) -> Bool { (a.source, a.target) < (b.source, b.target) }
  public var description: String { "\(source) → \(target)" }
}
