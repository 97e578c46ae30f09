/// Rows of figures under a title, as Markdown, so that they can go into the documentation as they are.
struct Table {
  var title: String
  var columns: [String]
  var rows: [[String]] = []

  var text: String {
    let widths = columns.indices.map { column in
      ([columns] + rows).map { $0[column].count }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      let padded = cells.enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + blanks : blanks + cell
      }
      return "| " + padded.joined(separator: " | ") + " |"
    }
    let rule = widths.enumerated().map { column, width in
      String(repeating: "-", count: column == 0 ? width : width - 1) + (column == 0 ? "" : ":")
    }
    return (["\(title)\n", line(columns), line(rule)] + rows.map(line)).joined(separator: "\n")
  }
}
