import Cells
import GraphLayout

/// Where everything of a model is drawn: the layout with what is needed to keep it steady.
struct GraphScene: Sendable {
  private(set) var sizeClass = SizeClass(cards: .normal, labels: .all, gap: 1)
  private(set) var columns: [CardID: CardColumns] = [:]
  private(set) var drawing = GraphDrawing<CardID>()
  /// The drawing's place in the pane, chosen when it was laid out afresh and then kept.
  private(set) var origin = Point.zero
  /// Frames around the cards of namespaces, where there is room for them.
  private(set) var frames: [NamespaceFrame] = []
  /// The drawing has lanes for namespaces, so that each can have a frame.
  private(set) var isFramed = false
  private var shape: DrawnShape?
  /// The model that was last found to have this shape.
  private var seen = GraphModel()
  private(set) var pane = Size(width: 0, height: 0)
  private var boxesOnly = false
  /// An earlier session's drawing, to which cards return while the mesh is found bit by bit.
  private var memory: GraphDrawing<CardID>?

  /// What is worth keeping: the drawing, or the earlier one while there is none.
  var lasting: GraphDrawing<CardID>? { isEmpty ? memory : drawing }

  init() {}

  /// A scene in which cards go to where they were in an earlier drawing for a pane of the same size.
  init(sizeClass: SizeClass, isFramed: Bool, origin: Point, pane: Size, memory: GraphDrawing<CardID>) {
    self.sizeClass = sizeClass
    self.isFramed = isFramed
    self.origin = origin
    self.pane = pane
    self.memory = memory
  }

  /// Why a layout was made.
  enum Outcome: Hashable, Sendable {
    /// Nothing to do.
    case kept
    /// What was there stayed in place.
    case adapted
    /// Everything may have moved.
    case redrawn
  }

  var isEmpty: Bool { drawing.nodes.isEmpty }

  /// Brings the layout in line with a model; does nothing unless cards, links or the pane changed.
  ///
  /// A pane of another size looks for the richest size class that fits. New cards or links are fitted in where they
  /// disturb nothing; only when the drawing outgrows the pane, a smaller class is looked for, and never a larger one.
  ///
  /// - Parameters:
  ///   - afresh: lay out anew in any case.
  ///   - isSettling: lay out anew if anything came or went, for nobody has got used to the picture yet.
  ///   - boxesOnly: draw cards with their versions even if the pane does not hold them all.
  ///   - framed: give namespaces lanes and frames if the drawing still fits as well.
  @discardableResult
  mutating func update(
    _ model: GraphModel, pane newPane: Size, afresh: Bool = false, isSettling: Bool = false, boxesOnly: Bool = false,
    framed: Bool = false
  ) -> Outcome {
    self.boxesOnly = boxesOnly
    guard !model.cards.isEmpty else {
      if memory == nil { self = GraphScene() }
      return .kept
    }
    let resized = newPane != pane
    pane = newPane
    if afresh || resized || !isSettling && !isEmpty { memory = nil }
    if let memory, Self.isKnown(model, in: memory) { return recall(model, memory) }
    if afresh || resized || isEmpty { return choose(model, afresh: afresh || isEmpty, framed: framed) }
    if model.isShaped(like: seen) { return .kept }
    let columns = columns(of: model, sizeClass)
    let wanted = DrawnShape(model, sizeClass, columns: columns, before: shape)
    seen = model
    guard wanted != shape else { return .kept }
    if isSettling { return choose(model, afresh: true, framed: framed) }
    let before = fits(drawing.size)
    adopt(lay(out: model, wanted, sizeClass, previous: drawing), wanted, model, columns)
    if before && !fits(drawing.size) { return choose(model, afresh: false, framed: framed) }
    return .adapted
  }

  /// Whether an earlier drawing has at least half of the cards.
  private static func isKnown(_ model: GraphModel, in memory: GraphDrawing<CardID>) -> Bool {
    model.cards.count { memory.nodes[$0.id] != nil } * 2 >= model.cards.count
  }

  /// Puts all cards to where they were in the earlier drawing.
  private mutating func recall(_ model: GraphModel, _ memory: GraphDrawing<CardID>) -> Outcome {
    if !isEmpty, model.isShaped(like: seen) { return .kept }
    let columns = columns(of: model, sizeClass)
    let wanted = DrawnShape(model, sizeClass, columns: columns, before: shape)
    adopt(lay(out: model, wanted, sizeClass, previous: memory), wanted, model, columns)
    return .adapted
  }

  /// Lays out anew, in the same size class, if far fewer lines cross then: what warm starts have made of the picture is
  /// not to stay for ever. Gives the crossings before and after, or nil if the drawing was kept.
  mutating func tidy(_ model: GraphModel) -> (before: Int, after: Int)? {
    guard !isEmpty, let shape, model.isShaped(like: seen) else { return nil }
    let before = drawing.crossings
    guard before >= Self.fewCrossings else { return nil }
    var order: LayoutOrder?
    let fresh = layAfresh(model, shape, sizeClass, framed: isFramed, &order)
    guard Double(before) > Double(fresh.crossings) * Self.worse, before >= fresh.crossings + Self.fewCrossings,
      fits(fresh.size) || !fits(drawing.size)
    else { return nil }
    adopt(fresh, shape, model, columns(of: model, sizeClass))
    place()
    return (before, fresh.crossings)
  }

  /// A drawing is much worse than a fresh one with so many times its crossings, and this many more.
  private static let worse = 1.5
  private static let fewCrossings = 4

  /// The place of a card in the pane's plane.
  func rect(_ id: CardID) -> Rect? {
    drawing.nodes[id].map { Rect(x: $0.x + origin.x, y: $0.y + origin.y, width: $0.width, height: $0.height) }
  }

  /// The drawing as a whole with its frames, in the pane's plane.
  var extent: Rect {
    Rect(
      x: origin.x - margin.width, y: origin.y - margin.height, width: drawing.size.width + 2 * margin.width,
      height: drawing.size.height + 2 * margin.height)
  }

  /// What frames need around the drawing.
  private var margin: Size { isFramed ? NamespaceFrame.margin : Size(width: 0, height: 0) }

  /// The lines in a part of the pane's plane.
  func strokes(in part: Rect) -> [LineStroke] {
    drawing.strokes(
      in: CellRect(x: part.x - origin.x, y: part.y - origin.y, width: part.width, height: part.height))
  }

  /// Keeps a scroll position where there is something to see.
  func clamped(_ scroll: Point, pane: Size) -> Point {
    let (left, right) = (min(0, extent.x), max(0, extent.right - pane.width))
    let (top, bottom) = (min(0, extent.y), max(0, extent.bottom - pane.height))
    return Point(x: max(left, min(scroll.x, right)), y: max(top, min(scroll.y, bottom)))
  }

  // MARK: Choice

  /// A layout that has been tried.
  private struct Trial {
    var sizeClass: SizeClass
    var columns: [CardColumns]
    var shape: DrawnShape
    var drawing: GraphDrawing<CardID>
  }

  /// The richest class that fits, with frames if these fit into the same class.
  private mutating func choose(_ model: GraphModel, afresh: Bool, framed: Bool) -> Outcome {
    seen = model
    isFramed = false
    var found = best(for: model)
    if framed, Self.hasNamespaces(model) {
      isFramed = true
      var order: LayoutOrder?
      let other = layAfresh(model, found.shape, found.sizeClass, framed: true, &order)
      if isWorthIt(other, insteadOf: found.drawing) {
        found.drawing = other
      } else {
        isFramed = false
      }
    }
    if !afresh, found.sizeClass == sizeClass, found.shape == shape, found.drawing.size == drawing.size {
      return .kept
    }
    sizeClass = found.sizeClass
    adopt(found.drawing, found.shape, model, found.columns)
    place()
    return .redrawn
  }

  /// Frames may cost half of what is there without them: where most calls lead to other namespaces they tell little.
  private func isWorthIt(_ framed: GraphDrawing<CardID>, insteadOf plain: GraphDrawing<CardID>) -> Bool {
    func area(_ size: CellSize) -> Int { size.width * size.height }
    guard framed.crossings * 2 <= plain.crossings * 3 + 2 * Self.fewCrossings else { return false }
    return fits(framed.size) || !fits(plain.size) && area(framed.size) * 2 <= area(plain.size) * 3
  }

  /// Frames are for a few namespaces with several cards each, most of all cards among them.
  private static func hasNamespaces(_ model: GraphModel) -> Bool {
    var counts: [String: Int] = [:]
    for card in model.cards where card.hasNamespace { counts[card.place, default: 0] += 1 }
    return (2...8).contains(counts.count) && counts.values.count { $0 > 1 } > 1
  }

  /// Candidates get smaller one after another, so halving finds the richest that fits in a few layouts.
  private func best(for model: GraphModel) -> Trial {
    let classes = boxesOnly ? SizeClass.boxes : SizeClass.candidates(cards: model.cards.count)
    var found: Trial?
    var order: LayoutOrder?
    var (low, high) = (0, classes.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if let trial = attempt(model, classes[middle], &order, ifItMayFit: true), fits(trial.drawing.size) {
        found = trial
        high = middle
      } else {
        low = middle + 1
      }
    }
    if let found, found.sizeClass == classes[low] { return found }
    if let last = attempt(model, classes[low], &order, ifItMayFit: false) { return last }
    preconditionFailure("a layout that need not fit is always made")
  }

  /// A layout in a class; nil if it needs not be made, since it cannot fit.
  private func attempt(
    _ model: GraphModel, _ sizeClass: SizeClass, _ order: inout LayoutOrder?, ifItMayFit: Bool
  ) -> Trial? {
    let columns = columns(of: model, sizeClass)
    let shape = DrawnShape(model, sizeClass, columns: columns)
    // The cards alone must not be more than the pane holds.
    if ifItMayFit, shape.area(gap: sizeClass.gap) > pane.width * (pane.height + sizeClass.gap) { return nil }
    let (nodes, edges) = items(of: model, shape)
    let options = options(for: sizeClass, framed: false)
    let shared = order ?? LayoutEngine.order(nodes: nodes, edges: edges, options: options)
    order = shared
    if ifItMayFit, let least = shared.leastSize(nodes: nodes, options: options), !fits(least) { return nil }
    return Trial(
      sizeClass: sizeClass, columns: columns, shape: shape,
      drawing: LayoutEngine.layout(nodes: nodes, edges: edges, options: options, order: shared))
  }

  private func fits(_ size: CellSize) -> Bool {
    size.width + 2 * margin.width <= pane.width && size.height + 2 * margin.height <= pane.height
  }

  /// Small drawings stand a little below the top and away from the left, not in the corner.
  private mutating func place() {
    let free = (pane.width - drawing.size.width, pane.height - drawing.size.height)
    origin = Point(
      x: max(margin.width, min(free.0 / 2, 8)), y: max(margin.height, min(free.1 / 3, 6)))
  }

  // MARK: Layout

  private func columns(of model: GraphModel, _ sizeClass: SizeClass) -> [CardColumns] {
    model.cards.map { CardColumns($0, style: sizeClass.cards) }
  }

  private func lay(
    out model: GraphModel, _ shape: DrawnShape, _ sizeClass: SizeClass, previous: GraphDrawing<CardID>
  ) -> GraphDrawing<CardID> {
    let (nodes, edges) = items(of: model, shape)
    return LayoutEngine.layout(
      nodes: nodes, edges: edges, options: options(for: sizeClass, framed: isFramed), previous: previous)
  }

  /// All size classes share one order.
  private func layAfresh(
    _ model: GraphModel, _ shape: DrawnShape, _ sizeClass: SizeClass, framed: Bool, _ order: inout LayoutOrder?
  ) -> GraphDrawing<CardID> {
    let (nodes, edges) = items(of: model, shape)
    let options = options(for: sizeClass, framed: framed)
    let shared = order ?? LayoutEngine.order(nodes: nodes, edges: edges, options: options)
    order = shared
    return LayoutEngine.layout(nodes: nodes, edges: edges, options: options, order: shared)
  }

  private func items(
    of model: GraphModel, _ shape: DrawnShape
  ) -> (nodes: [LayoutNode<CardID>], edges: [LayoutEdge<CardID>]) {
    let nodes = zip(model.cards, shape.sizes).map { card, size in
      LayoutNode(
        id: card.id, width: size.width, height: size.height, group: card.hasNamespace ? card.place : nil)
    }
    let edges = zip(model.links, shape.labels).map { link, label in
      LayoutEdge(
        source: link.id.source, target: link.id.target, weight: link.rate + link.byteRate / 1024, labelWidth: label)
    }
    return (nodes, edges)
  }

  private func options(for sizeClass: SizeClass, framed: Bool) -> LayoutOptions {
    var options = LayoutOptions()
    options.minimumGap = sizeClass.labels == .none ? 3 : sizeClass.cards == .wide ? 5 : 4
    options.verticalGap = sizeClass.gap
    options.targetWidth = pane.width - (framed ? 2 * NamespaceFrame.margin.width : 0)
    options.keepsGroupsTogether = framed
    return options
  }

  private mutating func adopt(
    _ new: GraphDrawing<CardID>, _ wanted: DrawnShape, _ model: GraphModel, _ fields: [CardColumns]
  ) {
    drawing = new
    shape = wanted
    seen = model
    columns = Dictionary(uniqueKeysWithValues: zip(wanted.cards, fields))
    frames = isFramed ? NamespaceFrame.around(model.cards, in: new) : []
  }
}
