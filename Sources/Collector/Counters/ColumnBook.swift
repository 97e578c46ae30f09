/// The growth of many counters over the last minutes as columns, joined with age.
struct ColumnBook: Sendable {
  /// The longest window that can be asked for, in seconds.
  static let longestWindow = 300.0

  /// What each poll has found grown since the one before; the first one only tells when it was.
  private(set) var columns: [GrowthColumn] = []
  /// What has grown since the last call of `setMark`, at its time; without one, since the first poll.
  private var sinceMark: GrowthColumn?

  /// The time of the newest poll, or nil.
  var newest: Double? { columns.last?.time }

  /// What has grown over a window.
  struct Span {
    /// The times of the polls that it begins and ends with, and of the mark.
    var start: Double
    var end: Double
    var mark: Double
    /// By position.
    var growth: [Double]
    /// Since the mark, by position.
    var recent: [Double]
  }

  /// Counts the recent growth from the newest poll on.
  mutating func setMark() { sinceMark = newest.map { GrowthColumn(time: $0) } }

  /// The window that ends at the newest poll: it begins at the one closest to `window` seconds before, or at the first.
  /// Nil until there are two, and after a silence that makes the older one meaningless.
  ///
  /// - Parameters:
  ///   - patience: half of the longest span, in seconds, that may stand for the window.
  ///   - count: of the counters.
  /// - Complexity: O(`count` times the polls in the window), of which there are a dozen or so.
  func span(window: Double, patience: Double, count: Int) -> Span? {
    guard let end = newest else { return nil }
    let wanted = end - window + min(1, window / 20)
    var index = columns.lastIndex { $0.time <= wanted } ?? 0
    if end - columns[index].time > 2 * max(window, patience) { index += 1 }
    guard index < columns.count, columns[index].time < end else { return nil }
    let zeros = [Double](repeating: 0, count: count)
    var span = Span(
      start: columns[index].time, end: end, mark: sinceMark?.time ?? columns[0].time, growth: zeros, recent: zeros)
    for column in columns[(index + 1)...] { column.add(to: &span.growth) }
    sinceMark?.add(to: &span.recent)
    return span
  }

  /// Adds what has grown since the poll before; one of the same time or later gives way.
  ///
  /// - Parameter growth: by position, at least as many as before; of the first poll nothing.
  mutating func append(_ growth: [Double], at time: Double, window: Double) {
    let column = GrowthColumn(time: time, growth: growth)
    let mark = sinceMark?.time ?? time
    sinceMark = GrowthColumn(
      time: mark, growth: sinceMark.map { $0.sums(with: column, count: growth.count) } ?? growth)
    if let last = columns.last, last.time >= time {
      columns[columns.count - 1] = GrowthColumn(time: time, growth: last.sums(with: column, count: growth.count))
    } else {
      columns.append(column)
    }
    thin(window: window, count: growth.count)
  }

  /// Joins columns that the window does not need apart: a twelfth of the window is exact enough within it, a minute
  /// beyond it.
  private mutating func thin(window: Double, count: Int) {
    guard let newest else { return }
    let oldest = newest - max(window, Self.longestWindow) - 60
    if columns.count > 2, columns[1].time <= oldest { columns.removeFirst() }
    var index = columns.count - 2
    while index > 0 {
      let spacing = newest - columns[index].time <= window * 1.1 ? window / 12 : 60
      if columns[index + 1].time - columns[index - 1].time <= spacing {
        let joined = columns[index].sums(with: columns[index + 1], count: count)
        columns[index + 1] = GrowthColumn(time: columns[index + 1].time, growth: joined)
        columns.remove(at: index)
      }
      index -= 1
    }
  }
}
