import Cells
import MeshModel
import Texts

/// Draws the cards as rows of a table; only rows in sight cost anything.
struct ListPane {
  var model: GraphModel
  var list: ListState
  var selected: CardID?
  var matches: Set<CardID>
  var pane: Rect

  private static let rate = 9
  private static let error = 7
  private static let latency = 8
  private static let versions = 9

  func draw(on canvas: inout Canvas) {
    guard pane.height > 1 else { return }
    let rows = ListState.rows(in: pane.size)
    let figures = Self.rate + Self.error + Self.latency + (isWide ? Self.versions : 0)
    let names = max(10, pane.width - figures - 6)
    let name = isWide ? names * 3 / 5 : names
    var heading = TextLine("   " + (isWide ? tr("name") : tr("name.namespace")).rightPadded(name + 1), .heading)
    if isWide { heading.append(tr("namespace").rightPadded(names - name), .heading) }
    if isWide { heading.append(tr("versions").leftPadded(Self.versions), .heading) }
    heading.append(tr("req/s").leftPadded(Self.rate) + tr("errors").leftPadded(Self.error), .heading)
    heading.append("p95".leftPadded(Self.latency), .heading)
    canvas.write(heading, x: pane.x, y: pane.y, width: pane.width)
    for row in 0..<rows where list.places.indices.contains(list.scroll + row) {
      let card = model.cards[list.places[list.scroll + row]]
      let isSelected = card.id == selected
      let y = pane.y + 1 + row
      canvas.write(line(card, isSelected: isSelected, name: name, names: names), x: pane.x, y: y, width: pane.width)
    }
  }

  private var isWide: Bool { pane.width >= 70 }

  private func line(_ card: GraphCard, isSelected: Bool, name: Int, names: Int) -> TextLine {
    let quiet: Style = card.isLingering || card.traffic.isZero ? .idle : .text
    let style: Style = isSelected ? .selection : quiet
    var line = TextLine(isSelected ? "▸" : " ", isSelected ? .accent : .text)
    line.append(card.signText + " ", isSelected ? .selection : card.isLingering ? .idle : card.health.status.style)
    let title = isWide || !card.hasNamespace ? card.shownTitle : card.shownTitle + "." + card.namespace
    line.append(
      title.fitted(name).rightPadded(name) + " ", isSelected ? .selection : matches.contains(card.id) ? .match : style)
    if isWide {
      let namespace = card.hasNamespace ? card.place : ""
      line.append(namespace.fitted(names - name - 1).rightPadded(names - name), isSelected ? .selection : .muted)
      line.append((card.rows.count > 1 ? "\(card.rows.count)" : "").leftPadded(Self.versions), style)
    }
    let traffic = card.traffic
    let rate =
      traffic.rate > 0 || traffic.bytesPerSecond <= 0
      ? NumberFormat.rate(traffic.rate) : Figures.byteRate(traffic.bytesPerSecond)
    line.append(rate.leftPadded(Self.rate), style)
    let percent = traffic.percentError
    let isBad = (percent ?? 0) > 0
    line.append(Figures.percent(percent).leftPadded(Self.error), isSelected ? .selection : isBad ? .error : style)
    line.append(Figures.milliseconds(card.latency?.p95).leftPadded(Self.latency), style)
    return line
  }
}
