extension GraphDrawing {
  /// The lines of all edges cell by cell, sorted by row, then column: everything a painter needs. Edges that share a
  /// trunk are joined where they meet, all others cross.
  ///
  /// - Parameter viewport: the part of the drawing that is wanted; nil for all of it.
  /// - Complexity: O(edges + cells that lines take in the viewport + its area).
  public func strokes(in viewport: CellRect? = nil) -> [LineStroke] {
    var painter = StrokePainter(size: size, viewport: viewport)
    for (number, edge) in edges.enumerated() {
      painter.add(points: edge.points, start: edge.start.armToSource, arrow: edge.arrow, edge: number)
    }
    return painter.finished()
  }
}

extension NodeSide {
  /// The arm of a line's first cell that reaches back to the source.
  var armToSource: LineArms {
    switch self {
    case .right: .west
    case .left: .east
    case .below: .north
    }
  }
}

extension LineArms {
  /// The arms of the neighbours that meet these.
  var opposite: LineArms {
    var result: LineArms = []
    if contains(.north) { result.insert(.south) }
    if contains(.south) { result.insert(.north) }
    if contains(.east) { result.insert(.west) }
    if contains(.west) { result.insert(.east) }
    return result
  }
}
