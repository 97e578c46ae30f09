import Documents
import GraphLayout

/// A graph read from JSON and laid out: the layout engine alone, for tests and comparisons.
public struct LayoutReport: Sendable {
  public let drawing: GraphDrawing<String>
  /// In the order of the input.
  public let ids: [String]
  /// How long the layout took, without reading and writing.
  public let milliseconds: Double

  /// Reads a graph `{"nodes":[{"id","width","height","group"?}],"edges":[{"source","target","weight"?}]}` and lays it
  /// out.
  ///
  /// - Parameter milliseconds: a clock, read before and after.
  /// - Throws: `LayoutInputError` with the place of the fault.
  public init(parsing bytes: [UInt8], milliseconds: () -> Double) throws(LayoutInputError) {
    let input = try LayoutDocument(parsing: bytes)
    let start = milliseconds()
    drawing = LayoutEngine.layout(
      nodes: input.nodes, edges: input.edges, options: LayoutOptions(spareColumns: 0))
    self.milliseconds = max(0, milliseconds() - start)
    ids = input.nodes.map(\.id)
  }

  /// `{nodes:[{id,x,y,width,height}],edges:[{source,target,points:[[x,y]],reversed}],crossings,milliseconds}` in cells;
  /// `selfLoops` lists the nodes that call themselves, if any, since these have no path.
  public var json: JSONValue {
    var object: JSONObject = [
      "nodes": .array(
        ids.compactMap { id in
          drawing.nodes[id].map { rect in
            [
              "id": .string(id), "x": JSONValue(rect.x), "y": JSONValue(rect.y), "width": JSONValue(rect.width),
              "height": JSONValue(rect.height),
            ]
          }
        }),
      "edges": .array(
        drawing.edges.map { edge in
          [
            "source": .string(edge.source), "target": .string(edge.target),
            "points": .array(edge.points.map { .array([JSONValue($0.x), JSONValue($0.y)]) }),
            "reversed": .bool(edge.isReversed),
          ]
        }),
      "crossings": JSONValue(drawing.crossings),
      "milliseconds": .rounded(milliseconds),
    ]
    if !drawing.selfLoops.isEmpty { object["selfLoops"] = .array(drawing.selfLoops.map(JSONValue.string)) }
    return .object(object)
  }

  /// The most cells that `text` draws.
  private static let drawnCells = 16_000_000

  /// The drawing; a line that says so if it is too large for text.
  public var text: String {
    if drawing.nodes.isEmpty { return "No nodes.\n" }
    let size = drawing.size
    if size.width > Self.drawnCells / max(size.height, 1) {
      return "The drawing takes \(size.width) x \(size.height) cells, too many for text; JSON tells the places.\n"
    }
    var picture = GraphPicture(size)
    picture.lines(drawing)
    for (id, rect) in drawing.nodes { picture.card(rect, text: id) }
    return picture.text.map { $0 + "\n" }.joined()
  }
}
