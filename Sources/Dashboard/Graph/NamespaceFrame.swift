import Cells
import GraphLayout

/// A frame around the cards of one namespace, in cells of the drawing.
struct NamespaceFrame: Hashable, Sendable {
  var title: String
  var rect: Rect

  /// Columns and rows between the cards and the frame's outer edge.
  static let margin = Size(width: 3, height: 1)

  /// The frames of a drawing: of the namespaces with several cards, where no other card stands in the way. A single
  /// namespace needs none.
  ///
  /// - Complexity: O(namespaces · cards).
  static func around(_ cards: [GraphCard], in drawing: GraphDrawing<CardID>) -> [NamespaceFrame] {
    var rects: [String: (all: Rect, count: Int)] = [:]
    for card in cards where card.hasNamespace {
      guard let cell = drawing.nodes[card.id] else { continue }
      let rect = Rect(x: cell.x, y: cell.y, width: cell.width, height: cell.height)
      guard let known = rects[card.place] else {
        rects[card.place] = (rect, 1)
        continue
      }
      let (x, y) = (min(known.all.x, rect.x), min(known.all.y, rect.y))
      let (right, bottom) = (max(known.all.right, rect.right), max(known.all.bottom, rect.bottom))
      rects[card.place] = (Rect(x: x, y: y, width: right - x, height: bottom - y), known.count + 1)
    }
    guard rects.count > 1 else { return [] }
    var frames: [NamespaceFrame] = []
    for (place, found) in rects.sorted(by: { $0.key < $1.key }) where found.count > 1 {
      // The column beside a card belongs to arrow heads and ports, the next one to the frame.
      let rect = Rect(
        x: found.all.x - margin.width, y: found.all.y - margin.height,
        width: found.all.width + 2 * margin.width, height: found.all.height + 2 * margin.height)
      let isMixed = cards.contains { card in
        guard !(card.hasNamespace && card.place == place), let cell = drawing.nodes[card.id] else { return false }
        return !Rect(x: cell.x, y: cell.y, width: cell.width, height: cell.height).intersection(rect).isEmpty
      }
      if !isMixed { frames.append(NamespaceFrame(title: place, rect: rect)) }
    }
    // Frames that meet would tell nothing.
    return frames.filter { frame in
      frames.allSatisfy { $0 == frame || $0.rect.intersection(frame.rect).isEmpty }
    }
  }

  /// Drawn with dots, which no line is made of; what else stands there is drawn over it.
  func draw(on canvas: inout Canvas, origin: Point) {
    let dot: Unicode.Scalar = "·"
    let place = Rect(x: rect.x + origin.x, y: rect.y + origin.y, width: rect.width, height: rect.height)
    for x in stride(from: place.x, to: place.right - 2, by: 2) {
      canvas.put(dot, x: x, y: place.y, style: .muted)
      canvas.put(dot, x: x, y: place.bottom - 1, style: .muted)
    }
    for y in place.y..<max(place.y, place.bottom) {
      canvas.put(dot, x: place.x, y: y, style: .muted)
      canvas.put(dot, x: place.right - 1, y: y, style: .muted)
    }
    canvas.write(
      " \(title) ", x: place.x + 2, y: place.y, style: .muted, maxWidth: max(0, place.width - 4), fit: .ends)
  }
}
