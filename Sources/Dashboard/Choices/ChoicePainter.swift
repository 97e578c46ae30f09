import Cells
import Texts

/// Draws a list of names to choose from.
struct ChoicePainter {
  var screen: ChoiceScreen
  var context: DashboardContext

  func draw(on canvas: inout Canvas, in area: Rect) {
    let inner = area.inset(columns: 1)
    var head = [TextLine("> ", .muted) + TextLine(screen.filter.text, .text) + TextLine("_", .accent)]
    if let note = screen.note { head += TextLine.wrapped(note, width: inner.width, .warning) }
    canvas.write(head, in: inner)
    let top = min(inner.height, head.count + 1)
    let list = Rect(x: inner.x, y: inner.y + top, width: inner.width, height: inner.height - top)
    let lines = self.lines
    ListPainter.draw(lines, scroll: max(0, screen.row - list.height / 2), on: &canvas, in: list)
  }

  private var lines: [TextLine] {
    guard screen.names != nil else { return [TextLine(tr("Reading …"), .muted)] }
    let all = screen.lines
    guard !all.isEmpty else { return [TextLine(tr("Nothing here has such a name."), .muted)] }
    return all.enumerated().map { i, line in
      let isChosen = i == screen.row
      var text = TextLine(isChosen ? "▸ " : "  ", .accent)
      switch line {
      case .name(let name):
        text.append(name, isChosen ? Style.text.bold : .text)
        if isCurrent(name) { text.append(tr("  shown now"), .muted) }
      case .everything: text.append(tr("all namespaces"), isChosen ? Style.text.bold : .text)
      case .typed(let name): text.append(tr("\(name)  as typed"), isChosen ? Style.text.bold : .text)
      }
      return text
    }
  }

  private func isCurrent(_ name: String) -> Bool {
    switch screen.subject {
    case .contexts: context.name == name
    case .namespaces: context.namespaces == [name]
    }
  }
}
