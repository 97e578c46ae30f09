import Cells
import MeshModel

/// Draws the list of proxies, or the close look at one.
struct ProxiesPainter {
  /// By identity.
  var proxies: [ProxyStatus]
  /// The selected one.
  var index: Int
  var screen: ProxiesScreen
  /// Whether there has been a look at the mesh.
  var isConnected: Bool

  var title: String { screen.isOpen ? "Proxy" : "Proxies" }

  /// What stands at the right end of the title.
  var summary: TextLine {
    guard !proxies.isEmpty else { return TextLine() }
    if screen.isOpen { return TextLine("\(index + 1) of \(proxies.count)", .muted) }
    let answering = proxies.count { $0.state == .answering }
    return TextLine("\(answering) of \(proxies.count) answer", answering < proxies.count ? .warning : .muted)
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard area.height > 0 else { return }
    guard !proxies.isEmpty else {
      let why = isConnected ? "No proxy is known here: no pod in these namespaces has one." : "Not connected yet."
      canvas.write(TextLine.wrapped(why, width: area.width - 4), in: area.inset(columns: 2))
      return
    }
    if screen.isOpen {
      ListPainter.draw(
        lines(width: area.width - 2), scroll: screen.scroll, on: &canvas, in: area.inset(columns: 1))
    } else {
      drawList(on: &canvas, in: area)
    }
  }

  /// The close look at the selected proxy.
  func lines(width: Int) -> [TextLine] {
    proxies.isEmpty ? [] : ProxyDetails(proxy: proxies[index], width: width).lines
  }

  // MARK: List

  private func drawList(on canvas: inout Canvas, in area: Rect) {
    let columns = ProxyColumns(proxies, width: area.width - 2)
    canvas.write(columns.headings, x: area.x + 1, y: area.y, width: area.width - 2)
    let start = firstRow(height: listHeight(area))
    for (line, proxy) in proxies.dropFirst(start).prefix(listHeight(area)).enumerated() {
      let y = area.y + 1 + line
      canvas.write(columns.row(proxy), x: area.x + 1, y: y, width: area.width - 2)
      if start + line == index {
        canvas.restyle(Rect(x: area.x, y: y, width: area.width, height: 1)) { _ in .selection }
      }
    }
    drawReason(on: &canvas, in: area)
  }

  /// What is wrong with the selected proxy, on the last line.
  private func drawReason(on canvas: inout Canvas, in area: Rect) {
    guard area.height > 3, let (text, style) = ProxyWords.trouble(proxies[index]) else { return }
    canvas.write(TextLine(text, style), x: area.x + 1, y: area.bottom - 1, width: area.width - 2)
  }

  /// The proxy under the mouse.
  func row(at point: Point, in area: Rect) -> Int? {
    let line = point.y - area.y - 1
    let row = firstRow(height: listHeight(area)) + line
    return line >= 0 && line < listHeight(area) && proxies.indices.contains(row) ? row : nil
  }

  /// Below the headings, and above the line that tells what is wrong.
  private func listHeight(_ area: Rect) -> Int { max(0, area.height > 3 ? area.height - 2 : area.height - 1) }

  private func firstRow(height: Int) -> Int { max(0, min(index - height / 2, proxies.count - height)) }
}
