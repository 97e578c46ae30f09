import Cells
import Documents

/// A table for people (`text`), programs (`json`) and spreadsheets (`csv`).
public struct TableReport: Sendable, Hashable {
  /// A column of the table.
  public struct Column: Sendable, Hashable {
    /// The key in JSON and the heading in CSV.
    public var key: String
    /// The heading for people, in capitals; nil hides the column from them.
    public var title: String?
    /// Right-aligned.
    public var isNumber: Bool

    /// A column headed by its key unless a title is given.
    public init(_ key: String, title: String? = nil, isNumber: Bool = false) {
      self.key = key
      self.title = title ?? key.uppercased()
      self.isNumber = isNumber
    }

    /// A column that only programs see.
    static func hidden(_ key: String) -> Column {
      var column = Column(key)
      column.title = nil
      return column
    }
  }

  public var columns: [Column]
  /// As many values as there are columns in each row.
  public var rows: [[TableValue]]
  /// What people read instead of an empty table.
  public var whenEmpty: String

  public init(columns: [Column], rows: [[TableValue]], whenEmpty: String) {
    self.columns = columns
    self.rows = rows
    self.whenEmpty = whenEmpty
  }

  /// Aligned columns under a heading, made safe for a terminal.
  public var text: String { text(width: .max) }

  /// Narrower columns than this are not cut to make a table fit.
  private static let narrowest = 8

  /// The same in at most so many cells, where cutting the widest columns can do it; numbers are never cut.
  public func text(width: Int) -> String {
    if rows.isEmpty { return whenEmpty + "\n" }
    let shown = columns.indices.filter { columns[$0].title != nil }
    let lines =
      [shown.map { columns[$0].title ?? "" }]
      + rows.map { row in shown.map { TextWidth.sanitized(row[$0].shown) } }
    var widths = shown.indices.map { at in lines.map { TextWidth.of($0[at]) }.max() ?? 0 }
    let cuttable = shown.indices.filter { !columns[shown[$0]].isNumber }
    while widths.reduce(2 * (widths.count - 1), +) > width {
      guard let widest = cuttable.max(by: { widths[$0] < widths[$1] }), widths[widest] > Self.narrowest else { break }
      widths[widest] -= 1
    }
    return lines.map { line in
      var text = ""
      for (at, whole) in line.enumerated() {
        let cell = TextFit.ends.fitting(whole, width: widths[at])
        let room = String(repeating: " ", count: widths[at] - TextWidth.of(cell))
        text += (at == 0 ? "" : "  ") + (columns[shown[at]].isNumber ? room + cell : cell + room)
      }
      while text.last == " " { text.removeLast() }
      return text + "\n"
    }.joined()
  }

  /// A list of objects; a missing value has no key.
  public var json: JSONValue {
    .array(
      rows.map { row in
        var object = JSONObject()
        for (column, value) in zip(columns, row) {
          if let json = value.json { object.append(column.key, json) }
        }
        return .object(object)
      })
  }

  /// Comma-separated values by RFC 4180, with a heading. Control characters are replaced.
  public var csv: String {
    let lines = [columns.map(\.key)] + rows.map { $0.map(\.csv) }
    return lines.map { $0.map(Self.field).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func field(_ text: String) -> String {
    let safe = TextWidth.sanitized(text)
    if !safe.contains(where: { $0 == "," || $0 == "\"" }) { return safe }
    return "\"" + safe.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }
}
