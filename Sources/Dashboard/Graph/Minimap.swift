import Cells

/// The whole drawing in a corner of the pane, in which the part in sight is marked. Each cell stands for two columns and
/// four rows of dots.
struct Minimap {
  var scene: GraphScene
  /// The pane's upper left corner in the drawing's plane.
  var scroll: Point
  var pane: Rect
  var selected: CardID?
  var glyphs: GlyphSet

  /// Panes smaller than this have no room for it.
  private static let least = Size(width: 60, height: 12)

  func draw(on canvas: inout Canvas) {
    let extent = scene.extent
    let isLarger = extent.right > pane.width || extent.bottom > pane.height
    guard isLarger, pane.width >= Self.least.width, pane.height >= Self.least.height else { return }
    let whole = Size(width: max(extent.right, pane.width), height: max(extent.bottom, pane.height))
    let inner = Size(width: min(24, pane.width / 5), height: min(6, pane.height / 4))
    let box = place(Size(width: inner.width + 2, height: inner.height + 2))
    canvas.fill(box)
    canvas.box(box, style: .border, rounded: true)
    let area = box.inset(columns: 1, rows: 1)
    let dots = dots(whole, inner)
    let seen = Rect(x: scroll.x, y: scroll.y, width: pane.width, height: pane.height)
    for y in 0..<inner.height {
      for x in 0..<inner.width {
        let bits = dots[y * inner.width + x]
        let part = Rect(
          x: x * whole.width / inner.width, y: y * whole.height / inner.height,
          width: max(1, whole.width / inner.width), height: max(1, whole.height / inner.height))
        let isSeen = !part.intersection(seen).isEmpty
        canvas.put(glyph(bits, isSeen: isSeen), x: area.x + x, y: area.y + y, style: isSeen ? .accent : .muted)
      }
    }
    guard let rect = selected.flatMap(scene.rect) else { return }
    let x = min(inner.width - 1, max(0, (rect.x + rect.width / 2) * inner.width / whole.width))
    let y = min(inner.height - 1, max(0, (rect.y + rect.height / 2) * inner.height / whole.height))
    canvas.put(glyphs == .ascii ? "@" : "●", x: area.x + x, y: area.y + y, style: .selection)
  }

  /// Where there is no glyph of dots, a cell is full or not; what is in sight has a ground.
  private func glyph(_ bits: UInt8, isSeen: Bool) -> Unicode.Scalar {
    if glyphs == .ascii { return bits != 0 ? "#" : isSeen ? "." : " " }
    if bits == 0 { return isSeen ? "·" : " " }
    return Unicode.Scalar(0x2800 + UInt32(bits)) ?? " "
  }

  /// The corner where it hides least of the cards, and nothing of the selected one if that can be had.
  private func place(_ size: Size) -> Rect {
    let right = pane.right - size.width
    let bottom = pane.bottom - size.height
    let corners = [(right, bottom), (pane.x, bottom), (right, pane.y), (pane.x, pane.y)].map {
      Rect(x: $0.0, y: $0.1, width: size.width, height: size.height)
    }
    var hidden = [Int](repeating: 0, count: corners.count)
    for id in scene.drawing.nodes.keys {
      guard let rect = scene.rect(id) else { continue }
      let shown = Rect(
        x: rect.x - scroll.x + pane.x, y: rect.y - scroll.y + pane.y, width: rect.width, height: rect.height)
      for (number, corner) in corners.enumerated() {
        let part = shown.intersection(corner)
        hidden[number] += part.width * part.height * (id == selected ? 1_000 : 1)
      }
    }
    let best = hidden.indices.min { (hidden[$0], $0) < (hidden[$1], $1) } ?? 0
    return corners[best]
  }

  /// The dots of each cell that cards cover, in the order of the glyphs from U+2800 on.
  private func dots(_ whole: Size, _ inner: Size) -> [UInt8] {
    let masks: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
    var dots = [UInt8](repeating: 0, count: inner.width * inner.height)
    for id in scene.drawing.nodes.keys {
      guard let rect = scene.rect(id) else { continue }
      let left = rect.x * inner.width * 2 / whole.width
      let right = (rect.right - 1) * inner.width * 2 / whole.width
      let top = rect.y * inner.height * 4 / whole.height
      let bottom = (rect.bottom - 1) * inner.height * 4 / whole.height
      for y in top...max(top, bottom) where y >= 0 && y < inner.height * 4 {
        for x in left...max(left, right) where x >= 0 && x < inner.width * 2 {
          dots[y / 4 * inner.width + x / 2] |= masks[y % 4][x % 2]
        }
      }
    }
    return dots
  }
}
