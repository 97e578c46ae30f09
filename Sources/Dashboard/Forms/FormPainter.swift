import Cells
import Texts

/// Draws the fields of a form below each other, as many as there is room for around the cursor.
struct FormPainter {
  var form: Form
  /// Columns.
  var width: Int

  /// The lines of the whole form.
  var lines: [FormLine] { form.fields.flatMap(lines(of:)) }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let lines = lines
    let start = Self.start(lines, height: area.height)
    for (row, line) in lines.dropFirst(start).prefix(area.height).enumerated() {
      if line.hasFocus { canvas.write("▸", x: area.x, y: area.y + row, style: .accent) }
      canvas.write(line.line, x: area.x + Self.margin, y: area.y + row, width: area.width - Self.margin)
    }
    let below = lines.count - start - area.height
    if below > 0, area.height > 0 {
      let text = " ▾ \(below) "
      canvas.write(text, x: area.right - TextWidth.of(text), y: area.bottom - 1, style: .accent)
    }
    if start > 0, area.height > 1 {
      let text = " ▴ \(start) "
      canvas.write(text, x: area.right - TextWidth.of(text), y: area.y, style: .accent)
    }
  }

  /// The place of the form at a point.
  func place(at point: Point, in area: Rect) -> FormPlace? {
    let lines = lines
    let row = point.y - area.y + Self.start(lines, height: area.height)
    guard point.y >= area.y, point.y < area.bottom, lines.indices.contains(row) else { return nil }
    let column = point.x - area.x - Self.margin
    let spans = lines[row].spans
    return spans.first { $0.columns.contains(column) }?.place ?? spans.first?.place
  }

  private static let margin = 2

  /// The first line that is shown: what the cursor is on, with its error, stands in sight.
  private static func start(_ lines: [FormLine], height: Int) -> Int {
    guard lines.count > height, let focus = lines.firstIndex(where: \.hasFocus) else { return 0 }
    return max(0, min(focus - height / 2, lines.count - height))
  }

  /// Columns of the labels.
  private var labelWidth: Int {
    let longest = form.fields.filter { !isWide($0) }.map { TextWidth.of($0.label) }.max() ?? 0
    return min(longest, max(8, width * 2 / 5)) + 2
  }

  private func isWide(_ field: FormField) -> Bool {
    switch field.kind {
    case .heading, .note, .list: true
    case .text, .choice, .toggle: false
    }
  }

  // MARK: Fields

  private func lines(of field: FormField) -> [FormLine] {
    switch field.kind {
    case .heading:
      var line = TextLine(field.label, .heading)
      if !field.inForce.isEmpty { line.append("  " + field.inForce, .muted) }
      return [FormLine(line: line)]
    case .note: return TextLine.wrapped(field.label, width: width - 3, .muted).map { FormLine(line: $0) }
    case .list(let list): return lines(of: field, list)
    case .text, .choice, .toggle:
      let isHere = form.place.field == field.id
      var line = TextLine(field.label.fitted(labelWidth - 1), isHere ? Style.text.bold : .text)
      line.pad(to: labelWidth)
      let room = max(6, width - labelWidth - 3)
      line.spans += widget(field, isHere: isHere, room: room).spans
      let isSame = field.inForce.isEmpty || field.inForce == field.shownValue
      let now = isSame ? "" : tr("  now \(field.inForce)")
      if line.width + TextWidth.of(now) <= width - 2 { line.append(now, .muted) }
      let place = FormPlace(field: field.id)
      return [FormLine(line: line, spans: [.init(place: place, columns: 0..<width)], hasFocus: isHere)]
        + problem(field.problem(isFinal: form.isFinal), indent: labelWidth)
    }
  }

  private func problem(_ text: String?, indent: Int) -> [FormLine] {
    guard let text else { return [] }
    let indent = width < 60 ? 2 : indent
    return TextLine.wrapped("✗ " + text, width: max(10, width - indent - 3), .error).map {
      FormLine(line: TextLine(String(repeating: " ", count: indent)) + $0)
    }
  }

  private func widget(_ field: FormField, isHere: Bool, room: Int) -> TextLine {
    switch (field.kind, field.value) {
    case (.text(let rule), .text(let input)):
      let most: Int =
        switch rule {
        case .whole, .percent, .duration, .durationOrNone: 12
        default: 40
        }
      return text(input, isHere: isHere, isEdited: field.isEdited, width: min(most, room - 2), hint: "")
    case (.choice, .choice):
      return option(field.chosenLabel, isHere: isHere, isEdited: field.isEdited, width: room)
    case (.toggle, .toggle(let isOn)):
      return TextLine(isOn ? "[x]" : "[ ]", isHere ? .input : field.isEdited ? .accent : .text)
    default: return TextLine()
    }
  }

  /// A text between marks that say where it can be typed, with the cursor.
  private func text(_ input: TextInput, isHere: Bool, isEdited: Bool, width: Int, hint: String) -> TextLine {
    guard isHere else {
      if input.isEmpty { return TextLine(" " + (hint.isEmpty ? "-" : hint).fitted(width), .muted) }
      return TextLine(" " + input.text.fitted(width), isEdited ? .accent : .text)
    }
    let window = input.window(width: width)
    let characters = Array(window.text)
    var line = TextLine("[", .borderFocused)
    var column = 0
    var isDrawn = false
    for character in characters {
      let isCursor = column == window.column
      isDrawn = isDrawn || isCursor
      line.append(String(character), isCursor ? .selection : .input)
      column += TextWidth.of(character)
    }
    if !isDrawn {
      line.append("█", .input)
      column += 1
    }
    if column < width { line.append(String(repeating: " ", count: width - column), .input) }
    line.append("]", .borderFocused)
    return line
  }

  private func option(_ label: String, isHere: Bool, isEdited: Bool, width: Int) -> TextLine {
    guard isHere else { return TextLine(" " + label.fitted(max(1, width - 1)), isEdited ? .accent : .text) }
    return TextLine("<", .borderFocused) + TextLine(label.fitted(max(1, width - 2)), .input)
      + TextLine(">", .borderFocused)
  }

  // MARK: Lists

  private func lines(of field: FormField, _ list: FieldList) -> [FormLine] {
    guard case .rows(let rows) = field.value else { return [] }
    var head = TextLine(field.label, .text)
    if rows.isEmpty { head.append("  " + list.emptyNote, .muted) }
    if !field.inForce.isEmpty { head.append(tr("  now \(field.inForce)"), .muted) }
    var lines = [FormLine(line: head.cut(to: max(1, width - 2)))]
    let widths = columnWidths(list)
    for (number, row) in rows.enumerated() {
      lines.append(line(of: field, list, row: number, row, widths))
      lines += problem(field.problem(ofRow: number, isFinal: form.isFinal), indent: 4)
    }
    let place = FormPlace(field: field.id, row: rows.count)
    let isHere = form.place == place
    let text = "+ " + list.addLabel
    lines.append(
      FormLine(
        line: TextLine("  ") + (isHere ? TextLine("[" + text + "]", .buttonFocused) : TextLine(" " + text, .muted)),
        spans: [.init(place: place, columns: 0..<width)], hasFocus: isHere))
    return lines + problem(field.problem(isFinal: form.isFinal), indent: 4)
  }

  private func line(
    of field: FormField, _ list: FieldList, row number: Int, _ row: [FieldValue], _ widths: [Int]
  ) -> FormLine {
    var line = TextLine("  ")
    var spans: [FormLine.Span] = []
    var hasFocus = false
    for (cell, value) in row.enumerated() where widths.indices.contains(cell) {
      let place = FormPlace(field: field.id, row: number, cell: cell)
      let isHere = form.place == place
      hasFocus = hasFocus || isHere
      let start = line.width
      switch (list.columns[cell].kind, value) {
      case (.text, .text) where list.isIdle(cell, row: number, row): break
      case (.text, .text(let input)):
        line.spans +=
          text(
            input, isHere: isHere, isEdited: field.isEdited, width: max(1, widths[cell] - 2),
            hint: list.columns[cell].hint
          ).spans
      case (.choice(let options), .choice(let key)):
        // What joins the first row to those before it says nothing.
        let isLead = number == 0 && list.isIdle(cell, row: 0, row)
        let label = isLead ? tr("if") : options.first { $0.key == key }?.label ?? key
        line.spans += option(label, isHere: isHere, isEdited: field.isEdited, width: widths[cell]).spans
      default: break
      }
      line.pad(to: start + widths[cell] + 1)
      spans.append(.init(place: place, columns: start..<start + widths[cell] + 1))
    }
    return FormLine(line: line, spans: spans, hasFocus: hasFocus)
  }

  /// The columns of a list, narrower where there is not the room that they want.
  private func columnWidths(_ list: FieldList) -> [Int] {
    var widths = list.columns.map { $0.width + 2 }
    let room = width - 4 - widths.count
    while widths.reduce(0, +) > room, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > 5
    {
      widths[widest] -= 1
    }
    return widths
  }
}
