import GraphLayout

/// Paints a drawing with box characters: edges, then cards with their names, then labels.
struct Painter {
  private var cells: [[Character]]

  static func paint(_ drawing: GraphDrawing<String>) -> String {
    var painter = Painter(size: drawing.size)
    for stroke in drawing.strokes() { painter.put(stroke.point, glyph(stroke)) }
    for (name, rect) in drawing.nodes { painter.card(name, rect) }
    for edge in drawing.edges {
      guard let label = edge.label else { continue }
      for x in label.x..<label.maxX {
        painter.put(CellPoint(x: x, y: label.y), x == label.x || x == label.maxX - 1 ? " " : "0")
      }
    }
    return painter.text
  }

  private init(size: CellSize) {
    cells = Array(repeating: Array(repeating: " ", count: size.width), count: size.height)
  }

  private mutating func put(_ point: CellPoint, _ glyph: Character) { cells[point.y][point.x] = glyph }

  private mutating func card(_ name: String, _ rect: CellRect) {
    for y in rect.y..<rect.maxY {
      for x in rect.x..<rect.maxX {
        let isEdgeX = x == rect.x || x == rect.maxX - 1
        let isEdgeY = rect.height >= 3 && (y == rect.y || y == rect.maxY - 1)
        put(CellPoint(x: x, y: y), isEdgeX && isEdgeY ? "+" : isEdgeX ? "|" : isEdgeY ? "-" : " ")
      }
    }
    let row = rect.height >= 3 ? rect.y + 1 : rect.y
    for (offset, character) in name.prefix(max(rect.width - 2, 0)).enumerated() {
      put(CellPoint(x: rect.x + 1 + offset, y: row), character)
    }
  }

  private static func glyph(_ stroke: LineStroke) -> Character {
    switch stroke.arrow {
    case .right: return "▶"
    case .left: return "◀"
    case .up: return "▲"
    case nil: break
    }
    if stroke.isCrossing { return "┼" }
    // By north 1, east 2, south 4, west 8; a joint of four is told from a crossing.
    return Array(" ╵╶└╷│┌├╴┘─┴┐┤┬╋")[Int(stroke.arms.rawValue)]
  }

  /// The rows without trailing blanks.
  private var text: String {
    cells.map { row in
      var row = row
      while row.last == " " { row.removeLast() }
      return String(row)
    }.joined(separator: "\n")
  }
}
