/// A line of a comparison of two texts.
public struct DiffLine: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// In both texts.
    case context
    case removed
    case added
  }

  public var kind: Kind
  /// The line without its line break.
  public var text: String
  /// The line's number in the old text, from 1; nil for an added line.
  public var oldNumber: Int?
  /// The line's number in the new text, from 1; nil for a removed line. A jump between neighbours is a gap, where
  /// unchanged lines are left out.
  public var newNumber: Int?

  public init(kind: Kind, text: String, oldNumber: Int? = nil, newNumber: Int? = nil) {
    self.kind = kind
    self.text = text
    self.oldNumber = oldNumber
    self.newNumber = newNumber
  }

  /// The mark that unified diffs put before the line.
  public var sign: Character {
    switch kind {
    case .context: " "
    case .removed: "-"
    case .added: "+"
    }
  }
}
