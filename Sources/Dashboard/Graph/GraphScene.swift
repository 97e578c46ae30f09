import Cells
import GraphLayout

/// Where everything of a model is drawn: the layout with what is needed to keep it steady.
struct GraphScene: Sendable {
  private(set) var sizeClass = SizeClass(cards: .normal, labels: .all, gap: 1)
  private(set) var columns: [CardID: CardColumns] = [:]
  private(set) var drawing = GraphDrawing<CardID>()
  /// The drawing's place in the pane, chosen when it was laid out afresh and then kept.
  private(set) var origin = Point.zero
  private var topology: Topology?
  private var pane = Size(width: 0, height: 0)
  private var boxesOnly = false

  /// What a layout depends on. Rates are no part of it.
  private struct Topology: Hashable {
    var cards: [CardID: Size]
    var links: [LinkID: Int]
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
  @discardableResult
  mutating func update(
    _ model: GraphModel, pane newPane: Size, afresh: Bool = false, isSettling: Bool = false, boxesOnly: Bool = false
  ) -> Outcome {
    self.boxesOnly = boxesOnly
    guard !model.cards.isEmpty else {
      self = GraphScene()
      return .kept
    }
    let resized = newPane != pane
    pane = newPane
    if afresh || resized || isEmpty { return choose(model, afresh: afresh || isEmpty) }
    let wanted = topology(of: model, sizeClass, sticky: true)
    guard wanted != topology else { return .kept }
    if isSettling { return choose(model, afresh: true) }
    let before = fits(drawing.size)
    adopt(lay(out: model, wanted, sizeClass, previous: drawing), wanted, model)
    if before && !fits(drawing.size) { return choose(model, afresh: false) }
    return .adapted
  }

  /// The place of a card in the pane's plane.
  func rect(_ id: CardID) -> Rect? {
    drawing.nodes[id].map { Rect(x: $0.x + origin.x, y: $0.y + origin.y, width: $0.width, height: $0.height) }
  }

  /// The drawing as a whole, in the pane's plane.
  var extent: Rect {
    Rect(x: origin.x, y: origin.y, width: drawing.size.width, height: drawing.size.height)
  }

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

  /// The richest class that fits. Candidates get smaller one after another, so halving finds it in a few layouts.
  private mutating func choose(_ model: GraphModel, afresh: Bool) -> Outcome {
    let classes = boxesOnly ? SizeClass.boxes : SizeClass.candidates(cards: model.cards.count)
    var found: (class: SizeClass, topology: Topology, drawing: GraphDrawing<CardID>)?
    var order: LayoutOrder?
    var (low, high) = (0, classes.count - 1)
    while low < high {
      let middle = (low + high) / 2
      let wanted = topology(of: model, classes[middle], sticky: false)
      let fresh = mayFit(wanted, classes[middle]) ? layAfresh(model, wanted, classes[middle], &order) : nil
      if let fresh, fits(fresh.size) {
        found = (classes[middle], wanted, fresh)
        high = middle
      } else {
        low = middle + 1
      }
    }
    if found?.class != classes[low] {
      let wanted = topology(of: model, classes[low], sticky: false)
      found = (classes[low], wanted, layAfresh(model, wanted, classes[low], &order))
    }
    guard let found else { return .kept }
    if !afresh, found.class == sizeClass, found.topology == topology, found.drawing.size == drawing.size {
      return .kept
    }
    sizeClass = found.class
    adopt(found.drawing, found.topology, model)
    place()
    return .redrawn
  }

  /// A cheap test before a layout is tried: the cards alone must not be more than the pane holds.
  private func mayFit(_ topology: Topology, _ sizeClass: SizeClass) -> Bool {
    let area = topology.cards.values.reduce(0) { $0 + ($1.width + 2) * ($1.height + sizeClass.gap) }
    return area <= pane.width * (pane.height + sizeClass.gap)
  }

  private func fits(_ size: CellSize) -> Bool { size.width <= pane.width && size.height <= pane.height }

  /// Small drawings stand a little below the top and away from the left, not in the corner.
  private mutating func place() {
    let free = (pane.width - drawing.size.width, pane.height - drawing.size.height)
    origin = Point(x: max(0, min(free.0 / 2, 8)), y: max(0, min(free.1 / 3, 6)))
  }

  // MARK: Layout

  private func topology(of model: GraphModel, _ sizeClass: SizeClass, sticky: Bool) -> Topology {
    var cards: [CardID: Size] = [:]
    for card in model.cards {
      var size = CardColumns(card, style: sizeClass.cards).size
      // A card does not get narrower while it is looked at.
      if sticky, let before = topology?.cards[card.id] { size.width = max(size.width, before.width) }
      cards[card.id] = size
    }
    var callers: [CardID: Int] = [:]
    for link in model.links { callers[link.id.target, default: 0] += 1 }
    var links: [LinkID: Int] = [:]
    for link in model.links {
      let isTold = sizeClass.labels == .shared && callers[link.id.target] == 1
      links[link.id] = isTold ? 0 : sizeClass.labels.width
    }
    return Topology(cards: cards, links: links)
  }

  private func lay(
    out model: GraphModel, _ topology: Topology, _ sizeClass: SizeClass, previous: GraphDrawing<CardID>
  ) -> GraphDrawing<CardID> {
    let (nodes, edges) = items(of: model, topology)
    return LayoutEngine.layout(nodes: nodes, edges: edges, options: options(for: sizeClass), previous: previous)
  }

  /// All size classes share one order.
  private func layAfresh(
    _ model: GraphModel, _ topology: Topology, _ sizeClass: SizeClass, _ order: inout LayoutOrder?
  ) -> GraphDrawing<CardID> {
    let (nodes, edges) = items(of: model, topology)
    let shared = order ?? LayoutEngine.order(nodes: nodes, edges: edges)
    order = shared
    return LayoutEngine.layout(nodes: nodes, edges: edges, options: options(for: sizeClass), order: shared)
  }

  private func items(
    of model: GraphModel, _ topology: Topology
  ) -> (nodes: [LayoutNode<CardID>], edges: [LayoutEdge<CardID>]) {
    let nodes = model.cards.map { card in
      let size = topology.cards[card.id] ?? Size(width: 1, height: 1)
      return LayoutNode(id: card.id, width: size.width, height: size.height, group: card.namespace)
    }
    let edges = model.links.map { link in
      LayoutEdge(
        source: link.id.source, target: link.id.target, weight: link.rate + link.byteRate / 1024,
        labelWidth: topology.links[link.id] ?? 0)
    }
    return (nodes, edges)
  }

  private func options(for sizeClass: SizeClass) -> LayoutOptions {
    var options = LayoutOptions()
    options.minimumGap = sizeClass.labels == .none ? 3 : sizeClass.cards == .wide ? 5 : 4
    options.verticalGap = sizeClass.gap
    options.targetWidth = pane.width
    return options
  }

  private mutating func adopt(_ new: GraphDrawing<CardID>, _ wanted: Topology, _ model: GraphModel) {
    drawing = new
    topology = wanted
    columns = [:]
    for card in model.cards { columns[card.id] = CardColumns(card, style: sizeClass.cards) }
  }
}
