/// A cell of the drawing: column `x` from the left, row `y` from the top, both from 0.
public struct CellPoint: Hashable, Sendable {
  public var x: Int
  public var y: Int

  public init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}
