/// A style in a terminal's own terms.
public struct ResolvedStyle: Hashable, Sendable {
  /// Stands for the terminal's own foreground or background.
  public static let defaultColor: Int16 = -1

  /// A colour index, or `defaultColor`.
  public var foreground: Int16
  public var background: Int16
  public var attributes: TextAttributes

  public init(
    foreground: Int16 = defaultColor, background: Int16 = defaultColor, attributes: TextAttributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}
