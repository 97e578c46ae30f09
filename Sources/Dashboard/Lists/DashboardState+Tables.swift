import Cells
import Settings
import Texts

extension DashboardState {
  /// The list's rows as they are now.
  func tableModel(_ kind: TableKind) -> TableModel {
    switch kind {
    case .overview: overviewModel()
    case .services: servicesModel()
    case .workloads: workloadsModel()
    case .config: configModel()
    case .proxies: proxiesModel()
    case .history: historyModel()
    case .messages: messagesModel()
    }
  }

  func table(_ kind: TableKind) -> TableState { tables[kind] ?? TableState() }

  func tablePainter(_ kind: TableKind) -> TablePainter {
    TablePainter(model: tableModel(kind), state: table(kind), isStale: kind.showsMesh && header.isStale)
  }

  /// The list in front; nil if there is none.
  var frontTable: TableKind? { if case .table(let kind)? = front { kind } else { nil } }

  private var tableRows: Int { TablePainter.rows(in: panes.form.height, noteLines: frontTable?.noteLines ?? 0) }

  /// Brings order and cursor of the list in front up to date.
  mutating func settleTable() {
    if case .closer? = front { refreshFindings() }
    guard let kind = frontTable else { return }
    if kind.showsMesh { refreshFindings() }
    var table = table(kind)
    table.settle(tableModel(kind), height: tableRows, now: now)
    tables[kind] = table
  }

  /// Brings the findings of validation up to date with the objects that are shown.
  mutating func refreshFindings() {
    guard let configuration = shown?.configuration else { return }
    findings.refresh(configuration, namespaces: context.namespaces)
  }

  /// The row under the cursor, by identity.
  func selectedRow(_ kind: TableKind) -> String? {
    let model = tableModel(kind)
    let table = table(kind)
    return table.current(in: table.arranged(model), model).map { model.ids[$0] }
  }

  mutating func performOnTable(_ action: Action, _ kind: TableKind) -> [DashboardEffect] {
    let model = tableModel(kind)
    var table = table(kind)
    let rows = table.arranged(model)
    let line = table.index(in: rows, model) ?? 0
    if let wanted = Self.scrolled(line, by: action, page: tableRows, count: rows.count) {
      table.move(to: wanted, model, height: tableRows)
      tables[kind] = table
      return []
    }
    switch action {
    case .open: return table.current(in: rows, model).map { openRow(model.ids[$0], of: kind) } ?? []
    case .filter: table.isFiltering = true
    case .sortColumn, .moveRight: step(&table, model, by: 1)
    case .moveLeft: step(&table, model, by: -1)
    case .sortDirection:
      var sort = table.sort ?? model.sort
      sort.isDescending.toggle()
      table.sort = sort
    case .columns:
      screens.append(.columns(ColumnsScreen(kind: kind)))
      return []
    case .mark:
      guard let place = table.current(in: rows, model) else { return [] }
      let id = model.ids[place]
      if table.marks.remove(id) == nil { table.marks.insert(id) }
      table.move(to: line + 1, model, height: tableRows)
    case .markAll:
      table.marks = table.marks.isEmpty ? Set(rows.map { model.ids[$0] }) : []
    case .copy: return copy(rows, of: model, table)
    case .undo:
      return kind == .history ? table.current(in: rows, model).map { [.planUndo(model.ids[$0])] } ?? [] : []
    case .focus: showInGraph(kind)
    case .weights, .actions, .viewYAML, .history: return openAction(action)
    case .refreshNow where kind == .history: return [.readJournal]
    default: return []
    }
    table.settle(model, height: tableRows, now: now)
    tables[kind] = table
    return []
  }

  /// Sorts by the neighbour of the column that the rows are ordered by, of those that are on the screen.
  private func step(_ table: inout TableState, _ model: TableModel, by step: Int) {
    let columns = TableLayout(model, state: table, width: panes.form.width - 1).fields.map(\.column)
    guard !columns.isEmpty else { return }
    let here = columns.firstIndex { $0.id == (table.sort ?? model.sort).column } ?? (step > 0 ? -1 : columns.count)
    table.reorder(by: columns[(here + step + columns.count) % columns.count])
  }

  private mutating func copy(_ rows: [Int], of model: TableModel, _ table: TableState) -> [DashboardEffect] {
    var chosen = rows.filter { table.marks.contains(model.ids[$0]) }
    if chosen.isEmpty, let place = table.current(in: rows, model) { chosen = [place] }
    guard !chosen.isEmpty else {
      tell(.warning, tr("There is nothing to copy."))
      return []
    }
    return [.copy(chosen.map(model.copied).joined(separator: "\n"), what: Figures.counted(chosen.count, model.noun))]
  }

  // MARK: Filter

  /// Takes a key of the filter's prompt.
  mutating func typeInFilter(_ key: Key, _ kind: TableKind) -> [DashboardEffect] {
    var table = table(kind)
    switch key {
    case .escape:
      table.filter = ""
      table.isFiltering = false
    case .enter: table.isFiltering = false
    case .backspace:
      if table.filter.isEmpty { table.isFiltering = false } else { table.filter.removeLast() }
    case .control("u"): table.filter = ""
    case .space: table.filter.append(" ")
    case .character(let character): table.filter.append(character)
    case .up, .down, .pageUp, .pageDown:
      // The rows can be looked through while the filter is being typed.
      return keymap.action(for: key, in: .global).map { performOnTable($0, kind) } ?? []
    case .control: return keymap.action(for: key, in: .global).map { perform($0) } ?? []
    default: return []
    }
    table.settle(tableModel(kind), height: tableRows, now: now)
    tables[kind] = table
    return []
  }

  /// The prompt while a filter is typed.
  func filterPrompt(_ kind: TableKind) -> Prompt {
    let model = tableModel(kind)
    let table = table(kind)
    let filter = TableFilter(table.filter)
    let count = table.arranged(model).count
    return Prompt(
      label: "/", text: table.filter,
      status: filter.problem
        ?? (table.filter.isEmpty ? tr("name, /regex/, label=value, !not") : tr("\(count) of \(model.ids.count)")))
  }

  // MARK: Mouse

  /// A press selects a row, another one on it opens it; on a heading it sorts.
  mutating func pointAtTable(_ event: MouseEvent, _ kind: TableKind) -> [DashboardEffect] {
    switch event.kind {
    case .wheelUp: return scrollTable(by: -3, kind)
    case .wheelDown: return scrollTable(by: 3, kind)
    case .press where event.button == .left:
      let model = tableModel(kind)
      var table = table(kind)
      let line = event.y - panes.form.y - 1
      if line == -1 {
        let layout = TableLayout(model, state: table, width: panes.form.width - 1)
        guard let column = layout.column(at: event.x - panes.form.x) else { return [] }
        if (table.sort ?? model.sort).column == column.id { return performOnTable(.sortDirection, kind) }
        table.reorder(by: column)
        table.settle(model, height: tableRows, now: now)
        tables[kind] = table
        return []
      }
      let rows = table.arranged(model)
      let wanted = table.scroll + line
      guard line >= 0, line < tableRows, rows.indices.contains(wanted) else { return [] }
      if table.index(in: rows, model) == wanted { return performOnTable(.open, kind) }
      table.move(to: wanted, model, height: tableRows)
      tables[kind] = table
    default: break
    }
    return []
  }

  private mutating func scrollTable(by step: Int, _ kind: TableKind) -> [DashboardEffect] {
    let model = tableModel(kind)
    var table = table(kind)
    let rows = table.arranged(model)
    table.move(to: (table.index(in: rows, model) ?? 0) + step, model, height: tableRows)
    tables[kind] = table
    return []
  }
}
