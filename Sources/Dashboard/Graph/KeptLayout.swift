import Cells
import Documents
import GraphLayout

/// The drawings of one context and its namespaces, to be found again by a later session.
public struct KeptLayout: Sendable {
  /// Of the text's form; another one is not read.
  private static let version = 1
  /// Larger drawings are not kept, nor more than a few of them.
  private static let mostCards = 400
  private static let mostDrawings = 4
  /// Coordinates beyond are of no drawing.
  private static let farthest = 100_000

  /// The kubeconfig's context.
  public let context: String
  /// Nil means all namespaces.
  public let namespaces: [String]?
  var drawings: [(view: GraphView, scene: GraphScene)]

  init(context: DashboardContext, drawings: [(view: GraphView, scene: GraphScene)]) {
    self.context = context.name
    namespaces = context.namespaces
    self.drawings = Array(
      drawings.filter { (1...Self.mostCards).contains($0.scene.lasting?.nodes.count ?? 0) }.prefix(Self.mostDrawings))
  }

  /// Whether it is of what a dashboard shows.
  func isOf(_ other: DashboardContext) -> Bool { context == other.name && namespaces == other.namespaces }

  // MARK: Text

  /// As JSON, about 150 bytes a card.
  public var text: String {
    let names = namespaces.map { JSONValue($0.map { JSONValue($0) }) } ?? .null
    let drawings = drawings.map { view, scene -> JSONValue in
      [
        "view": Self.json(view), "pane": Self.json(scene.pane.width, scene.pane.height),
        "cards": JSONValue(scene.sizeClass.cards.rawValue), "labels": JSONValue(scene.sizeClass.labels.rawValue),
        "gap": JSONValue(scene.sizeClass.gap), "framed": JSONValue(scene.isFramed),
        "origin": Self.json(scene.origin.x, scene.origin.y), "drawing": Self.json(scene.lasting ?? scene.drawing),
      ]
    }
    let all: JSONValue = [
      "version": JSONValue(Self.version), "context": JSONValue(context), "namespaces": names,
      "drawings": JSONValue(drawings),
    ]
    return all.serialized()
  }

  /// Nil where the text is of another version, or is not what `text` gives.
  public init?(text: String) {
    guard let json = try? JSONValue(parsing: text), json["version"]?.int == Self.version,
      let context = json["context"]?.string, let all = json["drawings"]?.array
    else { return nil }
    self.context = context
    namespaces = json["namespaces"]?.array.map { $0.compactMap(\.string) }
    drawings = []
    for entry in all.prefix(Self.mostDrawings) {
      guard let view = entry["view"].flatMap(Self.view), let pane = entry["pane"].flatMap(Self.numbers),
        let origin = entry["origin"].flatMap(Self.numbers), pane.count == 2, origin.count == 2,
        let cards = entry["cards"]?.int.flatMap(CardStyle.init), let gap = entry["gap"]?.int, (1...8).contains(gap),
        let labels = entry["labels"]?.string.flatMap(SizeClass.Labels.init), let framed = entry["framed"]?.bool,
        let drawing = entry["drawing"].flatMap(Self.drawing)
      else { return nil }
      drawings.append(
        (
          view,
          GraphScene(
            sizeClass: SizeClass(cards: cards, labels: labels, gap: gap), isFramed: framed,
            origin: Point(x: origin[0], y: origin[1]), pane: Size(width: pane[0], height: pane[1]), memory: drawing)
        ))
    }
  }

  // MARK: Parts

  private static func json(_ numbers: Int...) -> JSONValue { JSONValue(numbers.map { JSONValue($0) }) }

  /// Nil if something is no number, or one that no drawing has.
  private static func numbers(_ json: JSONValue) -> [Int]? {
    guard let all = json.array else { return nil }
    let numbers = all.compactMap(\.int)
    return numbers.count == all.count && numbers.allSatisfy { abs($0) <= farthest } ? numbers : nil
  }

  private static func json(_ view: GraphView) -> JSONValue {
    switch view {
    case .everything: "everything"
    case .boxes: "boxes"
    case .namespaces(let opened): JSONValue(opened.sorted().map { JSONValue($0) })
    case .list, .focus: .null
    }
  }

  private static func view(_ json: JSONValue) -> GraphView? {
    if let opened = json.array { return .namespaces(opened: Set(opened.compactMap(\.string))) }
    return json.string == "everything" ? .everything : json.string == "boxes" ? .boxes : nil
  }

  /// Layers as x and width; cards as name, layer and rectangle; edges as ends and the corners of their lines.
  private static func json(_ drawing: GraphDrawing<CardID>) -> JSONValue {
    let cards = drawing.nodes.sorted { $0.key < $1.key }.map { id, rect -> JSONValue in
      let place = [drawing.layers[id] ?? 0, rect.x, rect.y, rect.width, rect.height]
      return [JSONValue(id.text), JSONValue(place.map { JSONValue($0) })]
    }
    let edges = drawing.edges.map { edge -> JSONValue in
      let corners = edge.points.flatMap { [JSONValue($0.x), JSONValue($0.y)] }
      return [JSONValue(edge.source.text), JSONValue(edge.target.text), JSONValue(corners)]
    }
    return [
      "layers": JSONValue(drawing.columns.map { json($0.x, $0.width) }), "cards": JSONValue(cards),
      "edges": JSONValue(edges),
    ]
  }

  private static func drawing(_ json: JSONValue) -> GraphDrawing<CardID>? {
    guard let layers = json["layers"]?.array, let cards = json["cards"]?.array, let edges = json["edges"]?.array,
      layers.count <= mostCards, cards.count <= mostCards
    else { return nil }
    var drawing = GraphDrawing<CardID>()
    for layer in layers {
      guard let place = numbers(layer), place.count == 2, place[1] > 0 else { return nil }
      drawing.columns.append(LayoutColumn(x: place[0], width: place[1]))
    }
    for card in cards {
      guard let name = card[0]?.string, let place = card[1].flatMap(numbers), place.count == 5,
        drawing.columns.indices.contains(place[0]), place[1] >= 0, place[2] >= 0, place[3] > 0, place[4] > 0
      else { return nil }
      let id = CardID(name)
      drawing.layers[id] = place[0]
      drawing.nodes[id] = CellRect(x: place[1], y: place[2], width: place[3], height: place[4])
    }
    for edge in edges {
      guard let source = edge[0]?.string, let target = edge[1]?.string, let corners = edge[2].flatMap(numbers),
        corners.count % 2 == 0
      else { return nil }
      let points = stride(from: 0, to: corners.count, by: 2).map { CellPoint(x: corners[$0], y: corners[$0 + 1]) }
      drawing.edges.append(EdgePath(source: CardID(source), target: CardID(target), points: points))
    }
    return drawing
  }
}
