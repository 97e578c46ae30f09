/// One cell of a canvas.
public struct Cell: Hashable, Sendable {
  /// What stands here; a space in the right half of a wide glyph.
  public let scalar: Unicode.Scalar
  public let style: Style
  /// 1; 2 for the left half of a wide glyph; 0 for its right half.
  public let width: UInt8

  init(scalar: Unicode.Scalar, style: Style, width: UInt8 = 1) {
    self.scalar = scalar
    self.style = style
    self.width = width
  }

  public static let blank = Cell(scalar: " ", style: .text)

  public var isContinuation: Bool { width == 0 }

  func styled(_ style: Style) -> Cell { Cell(scalar: scalar, style: style, width: width) }
}
