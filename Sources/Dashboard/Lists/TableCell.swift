import Cells

/// What stands in a column of a row.
struct TableCell: Hashable, Sendable {
  var text: String
  var style: Style
  var key: SortKey
  /// Drawn as a sparkline in place of the text.
  var trend: [Double]?

  /// - Parameter key: by default the text itself.
  init(_ text: String, _ style: Style = .text, key: SortKey? = nil, trend: [Double]? = nil) {
    self.text = text
    self.style = style
    self.key = key ?? (text.isEmpty ? .absent : .text(text))
    self.trend = trend
  }

  /// A figure, in muted style where there is none.
  static func figure(_ value: Double?, _ text: String, _ style: Style = .text) -> TableCell {
    TableCell(text, value == nil ? .muted : style, key: .figure(value))
  }

  /// How many there are; nothing is muted.
  static func count(_ number: Int, _ style: Style = .text) -> TableCell {
    TableCell("\(number)", number == 0 ? .muted : style, key: .number(Double(number)))
  }
}
