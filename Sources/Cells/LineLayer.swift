/// Lines of a drawing, gathered as arms and put on a canvas once all are known.
///
/// Each line belongs to a net: the lines of one net join where they meet, those of two nets cross. A corner of one net
/// upon a line of another would look like a junction, so there the line drawn later hides the earlier one.
public struct LineLayer: Sendable {
  /// How two nets that cross are drawn.
  public enum Crossing: Sendable {
    /// `┼`: both lines run on.
    case cross
    /// `│`: the heavier line, or the vertical of two equal ones, runs over a gap in the other.
    case gap
  }

  /// What a cell holds along one axis.
  struct Strand: Hashable, Sendable {
    var arms = BoxArms.empty
    var style = Style.edge
    var net = 0
    /// The order of drawing: the greater was drawn later.
    var order = 0

    var isStraight: Bool {
      arms.east != .none && arms.west != .none || arms.north != .none && arms.south != .none
    }
    var weight: LineWeight {
      [arms.north, arms.east, arms.south, arms.west].first { $0 != .none } ?? .none
    }
  }

  /// The part of the plane that is kept; lines outside are dropped.
  public let bounds: Rect
  public let crossing: Crossing
  private var horizontal: [Strand]
  private var vertical: [Strand]
  private var order = 0

  /// An empty layer for a part of the plane, such as the visible one.
  public init(bounds: Rect, crossing: Crossing = .cross) {
    self.bounds = Rect(x: bounds.x, y: bounds.y, width: max(0, bounds.width), height: max(0, bounds.height))
    self.crossing = crossing
    let count = self.bounds.width * self.bounds.height
    horizontal = Array(repeating: Strand(), count: count)
    vertical = horizontal
  }

  /// Adds a path of straight steps from point to point; a step that is not straight is left out.
  ///
  /// - Parameters:
  ///   - net: lines with the same number join where they meet.
  ///   - extendsEnds: the first and the last cell are drawn as whole strokes, not as half ones from the centre.
  /// - Complexity: O(cells of the path inside the bounds).
  public mutating func add(
    path: [Point], weight: LineWeight = .light, style: Style = .edge, net: Int, rounded: Bool = true,
    extendsEnds: Bool = true
  ) {
    order += 1
    var steps: [(start: Point, end: Point, direction: Direction)] = []
    for (start, end) in zip(path, path.dropFirst()) {
      if let direction = Direction.from(start, to: end) { steps.append((start, end, direction)) }
    }
    guard let first = steps.first, let last = steps.last else { return }
    for step in steps { add(step, weight: weight, style: style, net: net, rounded: rounded) }
    guard extendsEnds else { return }
    add(arm: first.direction.opposite, at: first.start, weight: weight, style: style, net: net, rounded: rounded)
    add(arm: last.direction, at: last.end, weight: weight, style: style, net: net, rounded: rounded)
  }

  private mutating func add(
    _ step: (start: Point, end: Point, direction: Direction), weight: LineWeight, style: Style, net: Int, rounded: Bool
  ) {
    let isHorizontal = step.direction.isHorizontal
    let low = isHorizontal ? min(step.start.x, step.end.x) : min(step.start.y, step.end.y)
    let high = isHorizontal ? max(step.start.x, step.end.x) : max(step.start.y, step.end.y)
    let from = max(low, isHorizontal ? bounds.x : bounds.y)
    let to = min(high, (isHorizontal ? bounds.right : bounds.bottom) - 1)
    guard from <= to else { return }
    let backward: Direction = isHorizontal ? .west : .north
    for position in from...to {
      let point = isHorizontal ? Point(x: position, y: step.start.y) : Point(x: step.start.x, y: position)
      if position > low { add(arm: backward, at: point, weight: weight, style: style, net: net, rounded: rounded) }
      if position < high {
        add(arm: backward.opposite, at: point, weight: weight, style: style, net: net, rounded: rounded)
      }
    }
  }

  private mutating func add(
    arm side: Direction, at point: Point, weight: LineWeight, style: Style, net: Int, rounded: Bool
  ) {
    guard bounds.contains(point) else { return }
    let index = (point.y - bounds.y) * bounds.width + point.x - bounds.x
    var arms = BoxArms(isRounded: rounded)
    arms[side] = weight
    func merge(_ strand: inout Strand, order: Int) {
      if strand.arms.isEmpty || strand.net != net {
        strand = Strand(arms: arms, style: style, net: net, order: order)
      } else {
        // In one net the heavier line gives the style: trouble shows on the shared trunk.
        if weight.isHeavy || !strand.weight.isHeavy { strand.style = style }
        strand.arms = strand.arms.union(arms)
        strand.order = order
      }
    }
    if side.isHorizontal { merge(&horizontal[index], order: order) } else { merge(&vertical[index], order: order) }
  }

  /// The glyph and style at a point; nil where no line is.
  public func resolved(at point: Point) -> (glyph: Unicode.Scalar, style: Style)? {
    guard bounds.contains(point) else { return nil }
    let index = (point.y - bounds.y) * bounds.width + point.x - bounds.x
    let across = horizontal[index]
    let down = vertical[index]
    if down.arms.isEmpty { return across.arms.isEmpty ? nil : (across.arms.glyph, across.style) }
    if across.arms.isEmpty { return (down.arms.glyph, down.style) }
    let style = across.order > down.order ? across.style : down.style
    if across.net == down.net {
      let heavier =
        across.weight.isHeavy && !down.weight.isHeavy
        ? across.style
        : down.weight.isHeavy && !across.weight.isHeavy ? down.style : style
      return (across.arms.union(down.arms).glyph, heavier)
    }
    guard across.isStraight && down.isStraight else {
      let later = across.order > down.order ? across : down
      return (later.arms.glyph, later.style)
    }
    switch crossing {
    case .cross: return (across.arms.union(down.arms).glyph, style)
    case .gap:
      let upper = across.weight.isHeavy && !down.weight.isHeavy ? across : down
      return (upper.arms.glyph, upper.style)
    }
  }

  /// Puts the lines on a canvas, the point `origin` of the plane at its upper left cell.
  ///
  /// - Complexity: O(cells of the bounds).
  public func draw(on canvas: inout Canvas, origin: Point = .zero) {
    for y in bounds.y..<bounds.bottom {
      for x in bounds.x..<bounds.right {
        guard let cell = resolved(at: Point(x: x, y: y)) else { continue }
        canvas.set(cell.glyph, width: 1, x: x - origin.x, y: y - origin.y, style: cell.style)
      }
    }
  }
}
