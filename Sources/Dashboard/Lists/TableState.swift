/// How a list is looked at: kept for each list while the dashboard runs, so that it is found again as it was left.
struct TableState: Hashable, Sendable {
  /// What the rows are ordered by.
  struct Sort: Hashable, Sendable {
    var column: String
    var isDescending: Bool
  }

  /// The row under the cursor, by identity; nil for the first.
  var selected: String?
  /// Where the selected row stood; the cursor stays there when the row is gone.
  private(set) var line = 0
  /// The first row that is shown.
  var scroll = 0
  /// Nil for the list's own order.
  var sort: Sort?
  var filter = ""
  /// The prompt is open: keys are letters of the filter.
  var isFiltering = false
  /// What the operator decided about columns, by identity.
  var columns: [String: Bool] = [:]
  var marks: Set<String> = []
  /// Rows in their order when they were last sorted: figures that change do not move them at once.
  private var order: [String] = []
  /// No row is there, whatever the filter.
  var isEmpty: Bool { order.isEmpty }
  /// The order that `order` is of.
  private var sortedBy: Sort?
  private var sortedAt = -Double.infinity

  /// Seconds after which changed figures may move rows.
  static let patience = 10.0

  /// The places of the rows that pass the filter, in the order in which they are shown.
  ///
  /// - Complexity: O(n) while no row came or went, else O(n log n).
  func arranged(_ model: TableModel) -> [Int] {
    var places = Dictionary(zip(model.ids, model.ids.indices), uniquingKeysWith: { first, _ in first })
    var arranged: [Int]
    if sortedBy == sort ?? model.sort, order.count == places.count, order.allSatisfy({ places[$0] != nil }) {
      arranged = order.compactMap { places.removeValue(forKey: $0) }
    } else {
      arranged = sorted(model)
    }
    let filter = TableFilter(filter)
    if !filter.isEmpty { arranged.removeAll { !filter.matches(model, $0) } }
    return arranged
  }

  private func sorted(_ model: TableModel) -> [Int] {
    let sort = sort ?? model.sort
    guard let column = model.column(sort.column) else { return Array(model.ids.indices) }
    let keys = model.ids.indices.map { column.cell($0).key }
    return model.ids.indices.sorted { a, b in
      keys[a].precedes(keys[b], descending: sort.isDescending) ?? (model.ids[a] < model.ids[b])
    }
  }

  /// Brings the order up to date where it is time for that, and the cursor to a row that is there.
  mutating func settle(_ model: TableModel, height: Int, now: Double) {
    let sort = sort ?? model.sort
    if sortedBy != sort || order.count != model.ids.count || abs(now - sortedAt) >= Self.patience
      || Set(order) != Set(model.ids)
    {
      order = sorted(model).map { model.ids[$0] }
      sortedBy = sort
      sortedAt = now
    }
    marks.formIntersection(model.ids)
    let rows = arranged(model)
    guard !rows.isEmpty else { return }
    if let here = index(in: rows, model) { line = here } else { line = max(0, min(line, rows.count - 1)) }
    selected = model.ids[rows[line]]
    follow(height: height, count: rows.count)
  }

  /// Where the selected row is among the rows that are shown; nil if it is not.
  func index(in rows: [Int], _ model: TableModel) -> Int? {
    guard let selected else { return nil }
    return rows.firstIndex { model.ids[$0] == selected }
  }

  /// The place of the row under the cursor; the one that took its place if it is gone; nil in an empty list.
  func current(in rows: [Int], _ model: TableModel) -> Int? {
    guard !rows.isEmpty else { return nil }
    return rows[index(in: rows, model) ?? max(0, min(line, rows.count - 1))]
  }

  mutating func move(to wanted: Int, _ model: TableModel, height: Int) {
    let rows = arranged(model)
    guard !rows.isEmpty else { return }
    line = max(0, min(wanted, rows.count - 1))
    selected = model.ids[rows[line]]
    follow(height: height, count: rows.count)
  }

  /// Scrolls as little as needed to have the cursor in sight.
  private mutating func follow(height: Int, count: Int) {
    scroll = min(max(scroll, line - height + 1), line)
    scroll = max(0, min(scroll, count - height))
  }

  /// Sorts by another of the columns that are shown; figures begin with the largest.
  mutating func reorder(by column: TableColumn) {
    sort = Sort(column: column.id, isDescending: column.isNumber)
  }
}
