import Cells
import GraphLayout
import MeshModel

/// Draws the graph pane: edges first, then cards, labels last.
struct GraphPainter {
  var model: GraphModel
  var scene: GraphScene
  var selection: Selection?
  /// What the search found.
  var matches = GraphHits()
  var figure: EdgeFigure
  var scroll: Point
  var pane: Rect
  /// Whether a small picture of the whole is drawn where it does not fit.
  var showsMinimap = false
  var glyphs = GlyphSet.unicode
  /// Letters on the cards, while one is to be chosen by them.
  var jump: JumpState?

  func draw(on canvas: inout Canvas) {
    guard !pane.isEmpty else { return }
    canvas.clipped(to: pane) { canvas in
      let drawn = drawnLinks
      let plane = screen(CellPoint(x: 0, y: 0))
      for frame in scene.frames { frame.draw(on: &canvas, origin: plane) }
      drawLines(drawn, on: &canvas)
      for card in model.cards {
        guard let rect = scene.rect(card.id), let columns = scene.columns[card.id] else { continue }
        let place = shifted(rect)
        guard !place.intersection(pane).isEmpty else { continue }
        CardPainter(
          card: card, columns: columns, isSelected: selection == .card(card.id),
          isMatch: matches.cards.contains(card.id)
        ).draw(on: &canvas, in: place)
      }
      for (edge, link) in zip(scene.drawing.edges, drawn) {
        if let link { drawLabel(of: link, edge, on: &canvas) }
      }
      drawMarks(drawn, on: &canvas)
      drawOffscreenCounts(on: &canvas)
      if showsMinimap {
        Minimap(scene: scene, scroll: scroll, pane: pane, selected: selection?.card, glyphs: glyphs)
          .draw(on: &canvas)
      }
      if let jump { draw(jump, on: &canvas) }
    }
  }

  /// On the lower left corners, where they hide least of the cards.
  private func draw(_ jump: JumpState, on canvas: inout Canvas) {
    for card in model.cards {
      guard let rest = jump.rest(for: card.id), let rect = scene.rect(card.id) else { continue }
      let seen = shifted(rect).intersection(pane)
      if !seen.isEmpty { canvas.write("[\(rest)]", x: seen.x, y: seen.bottom - 1, style: .selection) }
    }
  }

  private func look(of link: GraphLink?, isReversed: Bool) -> LinkLook {
    LinkLook(
      link, isReversed: isReversed, isSelected: link.map { selection?.link == $0.id } ?? false,
      isMatch: link.map { matches.links.contains($0.id) } ?? false)
  }

  /// The link of each edge of the drawing. Both are sorted by their ends.
  private var drawnLinks: [GraphLink?] {
    var at = 0
    return scene.drawing.edges.map { edge in
      while at < model.links.count {
        let id = model.links[at].id
        if id.source == edge.source, id.target == edge.target { return model.links[at] }
        if (edge.source, edge.target) < (id.source, id.target) { return nil }
        at += 1
      }
      return nil
    }
  }

  private func shifted(_ rect: Rect) -> Rect {
    Rect(x: rect.x - scroll.x + pane.x, y: rect.y - scroll.y + pane.y, width: rect.width, height: rect.height)
  }

  private func screen(_ point: CellPoint) -> Point {
    Point(x: point.x + scene.origin.x - scroll.x + pane.x, y: point.y + scene.origin.y - scroll.y + pane.y)
  }

  // MARK: Lines

  private func drawLines(_ links: [GraphLink?], on canvas: inout Canvas) {
    let looks = zip(scene.drawing.edges, links).map { edge, link in look(of: link, isReversed: edge.isReversed) }
    for stroke in scene.strokes(in: Rect(x: scroll.x, y: scroll.y, width: pane.width, height: pane.height)) {
      let point = screen(stroke.point)
      let across = Self.loudest(stroke.horizontal, looks)
      let down = Self.loudest(stroke.vertical, looks)
      guard let top = (across?.rank ?? -1) >= (down?.rank ?? -1) ? across : down else { continue }
      if let arrow = stroke.arrow {
        canvas.put(arrow.direction.arrowHead, x: point.x, y: point.y, style: top.style)
        continue
      }
      var arms = BoxArms(isRounded: true)
      for (part, side) in Self.sides where stroke.arms.contains(part) {
        arms[side] = (side.isHorizontal ? across : down)?.weight ?? .light
      }
      canvas.put(arms, x: point.x, y: point.y, style: top.style, joins: false)
    }
  }

  /// Of several edges in one cell, the one that must not be missed.
  private static func loudest(_ edges: [Int], _ looks: [LinkLook]) -> LinkLook? {
    var best: LinkLook?
    for edge in edges where looks[edge].rank > best?.rank ?? -1 { best = looks[edge] }
    return best
  }

  /// The marks stand before the arrow heads, over lines and the blank ends of labels.
  private func drawMarks(_ links: [GraphLink?], on canvas: inout Canvas) {
    for (edge, link) in zip(scene.drawing.edges, links) {
      let look = look(of: link, isReversed: edge.isReversed)
      guard let mark = look.mark, let place = markPlace(edge) else { continue }
      var point = screen(place)
      if let label = edge.label, label.contains(place), canvas[point.x, point.y].scalar != " " {
        // The figure reaches up to the head: the mark takes the blank before it.
        point = screen(CellPoint(x: label.x, y: label.y))
        guard canvas[point.x, point.y].scalar == " " else { continue }
      }
      canvas.write(mark, x: point.x, y: point.y, style: look.style)
    }
  }

  /// The cell before the arrow head, where it lies on the same straight stretch.
  private func markPlace(_ edge: EdgePath<CardID>) -> CellPoint? {
    guard let end = edge.points.last, let corner = edge.points.dropLast().last, end.y == corner.y else { return nil }
    let step = (end.x - corner.x).signum()
    return abs(end.x - corner.x) >= 2 ? CellPoint(x: end.x - step, y: end.y) : nil
  }

  private static let sides: [(LineArms, Direction)] = [
    (.north, .north), (.east, .east), (.south, .south), (.west, .west),
  ]

  // MARK: Labels

  private func drawLabel(of link: GraphLink, _ edge: EdgePath<CardID>, on canvas: inout Canvas) {
    guard let field = edge.label else { return }
    let place = screen(CellPoint(x: field.x, y: field.y))
    let isSelected = selection?.link == link.id
    let isMatch = matches.links.contains(link.id)
    let quiet: Style =
      isMatch ? .match : link.isLingering || link.isIdle || link.asOf != nil ? .idle : .text
    var text = figure.text(link)
    // About so much: its proxies were not read for a while.
    if link.asOf != nil, text.count < Self.figureWidth { text = "~" + text }
    var line = TextLine(text.leftPadded(Self.figureWidth), isSelected ? .selection : quiet)
    let percent = link.percentError ?? 0
    if scene.sizeClass.labels == .full, figure != .errors, percent > 0 {
      line.append(NumberFormat.percent(percent, width: 6), isSelected ? .selection : .error)
    }
    if line.width < field.width { line.append(" ") }
    canvas.write(line, x: place.x, y: place.y, width: min(line.width, field.width))
  }

  /// With the blank before it.
  private static let figureWidth = 7

  // MARK: What is out of sight

  private func drawOffscreenCounts(on canvas: inout Canvas) {
    var hidden: [Direction: Int] = [:]
    for card in model.cards {
      guard let rect = scene.rect(card.id) else { continue }
      let place = shifted(rect)
      let seen = place.intersection(pane)
      guard seen.width * 2 < place.width || seen.height * 2 < place.height else { continue }
      let side: Direction =
        place.right > pane.right && seen.width * 2 < place.width
        ? .east
        : place.x < pane.x && seen.width * 2 < place.width ? .west : place.y < pane.y ? .north : .south
      hidden[side, default: 0] += 1
    }
    for (side, count) in hidden { drawCount(count, side, on: &canvas) }
  }

  /// On the edge of the pane, where it hides as little as possible.
  private func drawCount(_ count: Int, _ side: Direction, on canvas: inout Canvas) {
    let text: String
    switch side {
    case .west: text = " ◂ \(count) "
    case .east: text = " \(count) ▸ "
    case .north: text = " ▴ \(count) "
    case .south: text = " ▾ \(count) "
    }
    let width = TextWidth.of(text)
    let spots: [Point]
    if side.isHorizontal {
      let x = side == .west ? pane.x : pane.right - width
      spots = Self.fromMiddle(pane.height).map { Point(x: x, y: pane.y + $0) }
    } else {
      let y = side == .north ? pane.y : pane.bottom - 1
      spots = Self.fromMiddle(max(1, pane.width - width)).map { Point(x: pane.x + $0, y: y) }
    }
    let free = spots.first { spot in
      (0..<width).allSatisfy { canvas[spot.x + $0, spot.y].scalar == " " }
    }
    guard let spot = free ?? spots.first else { return }
    canvas.write(text, x: spot.x, y: spot.y, style: .accent)
  }

  /// 0..<count, the middle first, then away from it.
  private static func fromMiddle(_ count: Int) -> [Int] {
    (0..<max(0, count)).sorted { (abs($0 - count / 2), $0) < (abs($1 - count / 2), $1) }
  }
}

extension ArrowDirection {
  var direction: Direction {
    switch self {
    case .right: .east
    case .left: .west
    case .up: .north
    }
  }
}
