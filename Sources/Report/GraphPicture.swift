import Cells
import GraphLayout

/// Paints a drawing with box characters.
struct GraphPicture {
  private var canvas: Canvas

  init(_ size: CellSize) { canvas = Canvas(width: size.width, height: size.height) }

  /// The rows without trailing blanks.
  var text: [String] { canvas.text }

  /// Draws all lines. Lines that cross pass over a gap, so that a cross always is a joint.
  mutating func lines<ID>(_ drawing: GraphDrawing<ID>) {
    for stroke in drawing.strokes() {
      if let arrow = stroke.arrow {
        canvas.put(Self.head(arrow), x: stroke.point.x, y: stroke.point.y, style: .edge)
        continue
      }
      let arms = stroke.isCrossing ? LineArms.vertical : stroke.arms
      let edges = stroke.isCrossing ? stroke.vertical : stroke.edges
      let weight: LineWeight = edges.allSatisfy { drawing.edges[$0].isReversed } ? .dashed : .light
      canvas.put(
        BoxArms(
          north: arms.contains(.north) ? weight : .none, east: arms.contains(.east) ? weight : .none,
          south: arms.contains(.south) ? weight : .none, west: arms.contains(.west) ? weight : .none),
        x: stroke.point.x, y: stroke.point.y, style: .edge, joins: false)
    }
  }

  private static func head(_ arrow: ArrowDirection) -> Unicode.Scalar {
    switch arrow {
    case .right: Direction.east.arrowHead
    case .left: Direction.west.arrowHead
    case .up: Direction.north.arrowHead
    }
  }

  /// Draws a node: a box with the text in its first row, or brackets around the text where it has no room for a box.
  mutating func card(_ rect: CellRect, text: String) {
    if rect.height >= 3 && rect.width >= 2 {
      canvas.box(Rect(x: rect.x, y: rect.y, width: rect.width, height: rect.height))
      canvas.write(text, x: rect.x + 2, y: rect.y + 1, maxWidth: max(rect.width - 4, 0))
      return
    }
    for y in rect.y..<rect.maxY {
      canvas.put("[", x: rect.x, y: y)
      if rect.width >= 2 { canvas.put("]", x: rect.maxX - 1, y: y) }
    }
    canvas.write(text, x: rect.x + 1, y: rect.y, maxWidth: max(rect.width - 2, 0))
  }

  mutating func label(_ rect: CellRect, text: String) {
    canvas.write(text, x: rect.x, y: rect.y, maxWidth: rect.width, alignment: .right)
  }
}
