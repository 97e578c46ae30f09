import Cells
import MeshModel
import Texts

/// Draws the cards as rows of a list, in the order that the graph gives them.
struct CardTable {
  var graph: GraphModel
  var list: ListState
  var selected: CardID?
  var matches: Set<CardID>
  var snapshot: MeshSnapshot?
  /// Letters on the rows, while one is to be chosen by them.
  var jump: JumpState?

  func draw(on canvas: inout Canvas, in pane: Rect) {
    var state = TableState()
    state.selected = selected?.text
    state.scroll = list.scroll
    TablePainter(model: model, state: state).draw(on: &canvas, in: pane)
    guard let jump else { return }
    for (row, id) in list.order.dropFirst(list.scroll).prefix(ListState.rows(in: pane.size)).enumerated() {
      if let rest = jump.rest(for: id) { canvas.write("[\(rest)]", x: pane.x, y: pane.y + 1 + row, style: .selection) }
    }
  }

  private func card(_ row: Int) -> GraphCard { graph.cards[list.places[row]] }

  private var model: TableModel {
    var model = TableModel(ids: list.order.map(\.text), noteLines: nil, noun: "card")
    model.columns = [
      TableColumn("health", "", name: tr("health"), width: 1...1, rank: 0) { row in
        let card = card(row)
        return TableCell(card.signText, card.isLingering ? .idle : card.health.status.style)
      },
      TableColumn("name", tr("NAME"), width: 14...40, rank: 0, isSearched: true) { row in
        let card = card(row)
        return TableCell(card.shownTitle, matches.contains(card.id) ? .match : style(card))
      },
      TableColumn("namespace", tr("NAMESPACE"), width: 10...30, rank: 4, isSearched: true) { row in
        let card = card(row)
        return TableCell(card.hasNamespace ? card.place : "", .muted)
      },
      TableColumn("versions", tr("VER"), name: tr("versions"), width: 4...4, isNumber: true, rank: 6) { row in
        let count = card(row).rows.count
        return TableCell(count > 1 ? "\(count)" : "", style(card(row)))
      },
      TableColumn("rate", tr("REQ/S"), width: 7...7, isNumber: true, rank: 1) { TableParts.rate(card($0).traffic) },
      TableColumn("errors", tr("ERR"), width: 5...5, isNumber: true, rank: 1) {
        TableParts.errors(card($0).traffic.percentError)
      },
      TableColumn("p95", "P95", width: 6...6, isNumber: true, rank: 2) { TableParts.latency(card($0).latency?.p95) },
      TableColumn("trend", tr("TREND"), width: 10...40, isTrend: true, rank: 5) { row in
        guard let snapshot else { return TableCell("") }
        return TableParts.trend(History(History.newest(of: card(row), in: snapshot)))
      },
    ]
    return model
  }

  private func style(_ card: GraphCard) -> Style { card.isLingering || card.traffic.isZero ? .idle : .text }
}
