import Settings
import Texts

extension DashboardState {
  func columnsPainter(_ screen: ColumnsScreen) -> ColumnsPainter {
    ColumnsPainter(
      model: tableModel(screen.kind), table: table(screen.kind), screen: screen, width: panes.form.width - 1)
  }

  mutating func performOnColumns(_ action: Action, _ screen: ColumnsScreen) -> [DashboardEffect] {
    var screen = screen
    let model = tableModel(screen.kind)
    guard !model.columns.isEmpty else { return [] }
    if let wanted = Self.scrolled(screen.row, by: action, page: panes.form.height, count: model.columns.count) {
      screen.row = max(0, min(wanted, model.columns.count - 1))
      replaceFront(.columns(screen))
      return []
    }
    var table = table(screen.kind)
    switch action {
    case .mark:
      let column = model.columns[min(screen.row, model.columns.count - 1)]
      table.columns[column.id] = !(table.columns[column.id] ?? column.isShown)
      if model.columns.allSatisfy({ !(table.columns[$0.id] ?? $0.isShown) }) {
        tell(.warning, tr("One column has to stay."))
        return []
      }
    case .reset: table.columns = [:]
    default: return []
    }
    tables[screen.kind] = table
    return []
  }
}
