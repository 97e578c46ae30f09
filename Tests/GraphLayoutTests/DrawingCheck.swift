import GraphLayout
import Testing

/// What must hold for every drawing.
struct DrawingCheck {
  private let graph: SampleGraph
  private let drawing: GraphDrawing<String>
  private let lines: [[CellPoint]]
  private var problems: [String] = []

  /// Expects everything that makes the drawing legible.
  static func expectLegible(
    _ drawing: GraphDrawing<String>, of graph: SampleGraph, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var check = DrawingCheck(graph: graph, drawing: drawing)
    check.completeness()
    check.rectangles()
    for number in drawing.edges.indices { check.line(number) }
    check.sharing()
    check.arms()
    #expect(check.problems == [], sourceLocation: sourceLocation)
  }

  private init(graph: SampleGraph, drawing: GraphDrawing<String>) {
    self.graph = graph
    self.drawing = drawing
    lines = drawing.edges.map { Self.cells(of: $0.points) }
  }

  private mutating func require(_ holds: Bool, _ problem: String) {
    if !holds { problems.append(problem) }
  }

  private mutating func completeness() {
    require(Set(drawing.nodes.keys) == Set(graph.nodes.map(\.id)), "nodes differ")
    let wanted = Set(graph.edges.filter { $0.source != $0.target }.map { [$0.source, $0.target] })
    require(Set(drawing.edges.map { [$0.source, $0.target] }) == wanted, "edges differ")
    require(drawing.edges.count == wanted.count, "an edge is drawn twice")
    let loops = Set(graph.edges.filter { $0.source == $0.target }.map(\.source)).sorted()
    require(drawing.selfLoops == loops, "self-loops differ")
    for node in graph.nodes {
      let rect = drawing.nodes[node.id]
      require(rect?.width == node.width && rect?.height == node.height, "\(node.id) has another size")
    }
    let labelled = Set(graph.edges.filter { $0.labelWidth > 0 }.map { [$0.source, $0.target] })
    for edge in drawing.edges where drawing.layers[edge.source] != drawing.layers[edge.target] {
      require((edge.label != nil) == labelled.contains([edge.source, edge.target]), "\(name(edge)): label")
    }
  }

  private func name(_ edge: EdgePath<String>) -> String { "\(edge.source) > \(edge.target)" }

  /// Nothing overlaps and all lies inside.
  private mutating func rectangles() {
    let rects = drawing.nodes.sorted { $0.key < $1.key }.map(\.value) + drawing.edges.compactMap(\.label)
    for (index, rect) in rects.enumerated() {
      require(
        rect.x >= 0 && rect.y >= 0 && rect.maxX <= drawing.size.width && rect.maxY <= drawing.size.height,
        "\(rect) lies outside")
      for other in rects[(index + 1)...] where rect.intersects(other) { problems.append("\(rect) is on \(other)") }
    }
    for (id, layer) in drawing.layers {
      require(drawing.columns[layer].x == drawing.nodes[id]?.x, "\(id) is not in its column")
    }
  }

  /// A line can be followed from its source to its target, outside of all nodes; its label lies on it.
  private mutating func line(_ number: Int) {
    let edge = drawing.edges[number]
    let cells = lines[number]
    guard let source = drawing.nodes[edge.source], let target = drawing.nodes[edge.target],
      let first = cells.first, let last = cells.last
    else {
      problems.append("\(name(edge)) has no line")
      return
    }
    let isForward = (drawing.layers[edge.source] ?? 0) < (drawing.layers[edge.target] ?? 0)
    require(edge.isReversed == !isForward && (edge.arrow == .right) == isForward, "\(name(edge)): direction")
    let starts =
      switch edge.start {
      case .right: first.x == source.maxX && first.y >= source.y && first.y < source.maxY
      case .left: first.x == source.x - 1 && first.y >= source.y && first.y < source.maxY
      case .below: first == CellPoint(x: source.x, y: source.maxY)
      }
    require(starts, "\(name(edge)) does not start at its source")
    let ends =
      switch edge.arrow {
      case .right: last.x == target.x - 1 && last.y >= target.y && last.y < target.maxY
      case .left: last.x == target.maxX && last.y >= target.y && last.y < target.maxY
      case .up: last == CellPoint(x: target.maxX - 1, y: target.maxY)
      }
    require(ends, "\(name(edge)) does not end at its target")
    for (a, b) in zip(edge.points, edge.points.dropFirst()) {
      require((a.x == b.x) != (a.y == b.y), "\(name(edge)) has a slanted or empty part")
    }
    require(Set(cells).count == cells.count, "\(name(edge)) meets itself")
    for cell in cells {
      if cell.x < 0 || cell.y < 0 || cell.x >= drawing.size.width || cell.y >= drawing.size.height {
        problems.append("\(name(edge)) leaves the drawing")
      }
    }
    if let label = edge.label {
      let own = Set(cells)
      for x in label.x..<label.maxX {
        require(own.contains(CellPoint(x: x, y: label.y)), "\(name(edge)): the label is not on the line")
      }
    }
  }

  /// No line runs through a node. Lines run together only if they begin or end at the same place, labels stand on
  /// their own line alone, and the number of crossings is the number to be seen.
  private mutating func sharing() {
    var nodeAt: [Bool] = Array(repeating: false, count: drawing.size.width * drawing.size.height)
    for rect in drawing.nodes.values {
      for y in rect.y..<rect.maxY { for x in rect.x..<rect.maxX { nodeAt[y * drawing.size.width + x] = true } }
    }
    var users: [[Int]] = Array(repeating: [], count: nodeAt.count)
    for (number, cells) in lines.enumerated() {
      for cell in cells where number != users[index(cell)].last { users[index(cell)].append(number) }
    }
    for edge in drawing.edges {
      guard let label = edge.label else { continue }
      for x in label.x..<label.maxX {
        require(users[index(CellPoint(x: x, y: label.y))].count == 1, "\(name(edge)): a line runs through the label")
      }
    }
    var crossings = 0
    for stroke in drawing.strokes() {
      let at = index(stroke.point)
      if nodeAt[at] { problems.append("a line runs through a node at \(stroke.point)") }
      if stroke.edges != users[at] { problems.append("strokes differ at \(stroke.point)") }
      users[at] = []
      if stroke.isCrossing {
        if !Set(stroke.horizontal).isDisjoint(with: stroke.vertical) {
          problems.append("a crossing joins at \(stroke.point)")
        }
        crossings += stroke.horizontal.count * stroke.vertical.count
        for edges in [stroke.horizontal, stroke.vertical] { family(edges, at: stroke.point) }
      } else {
        family(stroke.edges, at: stroke.point)
      }
    }
    require(users.allSatisfy { $0.isEmpty }, "cells without strokes")
    require(crossings == drawing.crossings, "\(drawing.crossings) crossings told, \(crossings) drawn")
  }

  /// What the cells show, their arms alone, leads along each line from port to port; no arm leads nowhere.
  private mutating func arms() {
    let strokes = Dictionary(uniqueKeysWithValues: drawing.strokes().map { ($0.point, $0) })
    for (number, cells) in lines.enumerated() {
      for (a, b) in zip(cells, cells.dropFirst()) {
        guard let from = strokes[a], let to = strokes[b], let side = Self.sides.first(where: { a + $0.step == b })
        else {
          problems.append("\(name(drawing.edges[number])) is not drawn from \(a) to \(b)")
          continue
        }
        let isLevel = a.y == b.y
        let edges = isLevel ? [from.horizontal, to.horizontal] : [from.vertical, to.vertical]
        require(
          from.arms.contains(side.arm) && to.arms.contains(side.opposite)
            && edges.allSatisfy { $0.contains(number) },
          "\(name(drawing.edges[number])) breaks off between \(a) and \(b)")
      }
      let arrow = strokes[cells[cells.count - 1]]?.arrow
      require(arrow == drawing.edges[number].arrow, "\(name(drawing.edges[number])) has another arrow head")
    }
    for stroke in strokes.values {
      for side in Self.sides where stroke.arms.contains(side.arm) {
        let next = stroke.point + side.step
        let leadsOn =
          strokes[next]?.arms.contains(side.opposite) ?? drawing.nodes.values.contains { $0.contains(next) }
        require(leadsOn, "an arm at \(stroke.point) leads nowhere")
      }
    }
  }

  private static let sides: [(arm: LineArms, opposite: LineArms, step: CellPoint)] = [
    (.north, .south, CellPoint(x: 0, y: -1)), (.east, .west, CellPoint(x: 1, y: 0)),
    (.south, .north, CellPoint(x: 0, y: 1)), (.west, .east, CellPoint(x: -1, y: 0)),
  ]

  private func index(_ cell: CellPoint) -> Int { cell.y * drawing.size.width + cell.x }

  /// Edges that share a cell must be linked by shared ends.
  private mutating func family(_ edges: [Int], at point: CellPoint) {
    if edges.count < 2 || Set(edges.map { lines[$0][0] }).count == 1 { return }
    var ends: Set<[CellPoint]> = []
    var waiting = edges.map { number in
      [[lines[number][0], CellPoint(x: 0, y: 0)], [lines[number][lines[number].count - 1], CellPoint(x: 1, y: 0)]]
    }
    ends.formUnion(waiting.removeFirst())
    while let next = waiting.firstIndex(where: { !ends.isDisjoint(with: $0) }) {
      ends.formUnion(waiting.remove(at: next))
    }
    require(waiting.isEmpty, "strangers touch at \(point): \(edges.map { name(drawing.edges[$0]) })")
  }

  /// The cells of a line in order.
  private static func cells(of points: [CellPoint]) -> [CellPoint] {
    guard var at = points.first else { return [] }
    var cells = [at]
    for point in points.dropFirst() {
      while at != point {
        at.x += (point.x - at.x).signum()
        at.y += (point.y - at.y).signum()
        cells.append(at)
      }
    }
    return cells
  }
}

extension CellPoint {
  fileprivate static func + (a: CellPoint, b: CellPoint) -> CellPoint { CellPoint(x: a.x + b.x, y: a.y + b.y) }
}
