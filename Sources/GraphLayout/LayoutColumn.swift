/// The columns of cells that one layer of nodes takes.
public struct LayoutColumn: Hashable, Sendable {
  public var x: Int
  public var width: Int

  public init(x: Int, width: Int) {
    self.x = x
    self.width = width
  }

  public var maxX: Int { x + width }
}
