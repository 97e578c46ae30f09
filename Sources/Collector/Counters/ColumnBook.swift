/// Running totals over the last minutes as columns, thinned with age.
struct ColumnBook: Sendable {
  /// The longest window that can be asked for, in seconds.
  static let longestWindow = 300.0

  private(set) var columns: [CounterColumn] = []
  /// The newest column at the last call of `setMark`.
  private var mark: CounterColumn?

  /// A window, and the column from which recent growth counts.
  struct Span {
    var start: CounterColumn
    var end: CounterColumn
    var mark: CounterColumn
  }

  /// Counts the recent growth from the newest column on.
  mutating func setMark() { mark = columns.last }

  /// The window that ends at the newest column: it begins at the one closest to `window` seconds before, or at the first.
  /// Nil until there are two, and after a silence that makes the older one meaningless.
  ///
  /// - Parameter patience: half of the longest span, in seconds, that may stand for the window.
  func span(window: Double, patience: Double) -> Span? {
    guard let end = columns.last else { return nil }
    let wanted = end.time - window + min(1, window / 20)
    var index = columns.lastIndex { $0.time <= wanted } ?? 0
    if end.time - columns[index].time > 2 * max(window, patience) { index += 1 }
    guard index < columns.count, columns[index].time < end.time else { return nil }
    // A history without a mark is younger than the last one that was set.
    return Span(start: columns[index], end: end, mark: mark ?? columns[0])
  }

  /// Adds a column; one of the same time or later gives way.
  mutating func append(counters: [Double], buckets: [UInt32], at time: Double, window: Double) {
    if let last = columns.last, last.time >= time { columns.removeLast() }
    columns.append(CounterColumn(time: time, counters: counters, buckets: buckets))
    thin(window: window)
  }

  /// Drops columns that the window does not need: a twelfth of the window apart is exact enough within it, a minute
  /// beyond it.
  private mutating func thin(window: Double) {
    guard let newest = columns.last?.time else { return }
    let oldest = newest - max(window, Self.longestWindow) - 60
    if columns.count > 2, columns[1].time <= oldest { columns.removeFirst() }
    var index = columns.count - 2
    while index > 0 {
      let spacing = newest - columns[index].time <= window * 1.1 ? window / 12 : 60
      if columns[index + 1].time - columns[index - 1].time <= spacing { columns.remove(at: index) }
      index -= 1
    }
  }
}
