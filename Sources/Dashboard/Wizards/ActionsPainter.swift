import Cells

/// Draws the list of what can be done to a service.
struct ActionsPainter {
  var items: [ActionsScreen.Item]
  var row: Int
  /// The key of each item.
  var keys: [String]

  /// Why most cannot be opened, if the same keeps several from it: told once, for all of them.
  var commonObstacle: String? {
    let reasons = items.compactMap(\.obstacle)
    guard let first = reasons.first, reasons.count > 1 else { return nil }
    return reasons.allSatisfy { $0 == first } ? first : nil
  }

  private static let titleWidth = 20

  func draw(on canvas: inout Canvas, in area: Rect) {
    let start = start(height: area.height)
    let common = commonObstacle
    for (line, i) in (start..<items.count).prefix(area.height).enumerated() {
      let item = items[i]
      let isHere = i == row
      let isOff = item.obstacle != nil
      let y = area.y + line
      if isHere { canvas.write("▸", x: area.x + 1, y: y, style: .accent) }
      var text = TextLine(keys[i].fitted(2).rightPadded(3), isOff ? .disabled : .key)
      text.append(
        item.title.rightPadded(Self.titleWidth), isOff ? .disabled : isHere ? Style.text.bold : .text)
      if let obstacle = item.obstacle, obstacle != common {
        text.append(obstacle.fitted(max(1, area.width - text.width - 4)), .disabled)
      } else {
        text.append(item.inForce.fitted(max(1, area.width - text.width - 4)), .muted)
      }
      canvas.write(text, x: area.x + 3, y: y, width: area.width - 4)
    }
    if start > 0 { canvas.write("▴", x: area.right - 2, y: area.y, style: .accent) }
    if start + area.height < items.count {
      canvas.write("▾", x: area.right - 2, y: area.bottom - 1, style: .accent)
    }
  }

  /// The item at a row of the area.
  func item(at point: Point, in area: Rect) -> Int? {
    let i = point.y - area.y + start(height: area.height)
    return point.y >= area.y && point.y < area.bottom && items.indices.contains(i) ? i : nil
  }

  private func start(height: Int) -> Int {
    max(0, min(row - height / 2, items.count - height))
  }
}
