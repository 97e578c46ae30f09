import Cells

/// A piece of text in one style.
struct Span: Hashable, Sendable {
  var text: String
  var style: Style

  init(_ text: String, _ style: Style = .text) {
    self.text = text
    self.style = style
  }
}

/// A line of text in several styles.
struct TextLine: Hashable, Sendable {
  var spans: [Span]

  init(_ spans: [Span] = []) { self.spans = spans }
  init(_ text: String, _ style: Style = .text) { spans = [Span(text, style)] }

  /// In columns.
  var width: Int { spans.reduce(0) { $0 + TextWidth.of($1.text) } }
  var isEmpty: Bool { spans.allSatisfy(\.text.isEmpty) }
  var text: String { spans.map(\.text).joined() }

  mutating func append(_ text: String, _ style: Style = .text) {
    if !text.isEmpty { spans.append(Span(text, style)) }
  }

  /// Fills with blanks up to a column.
  mutating func pad(to column: Int, _ style: Style = .text) {
    let missing = column - width
    if missing > 0 { append(String(repeating: " ", count: missing), style) }
  }

  /// At most so many columns; what is left out, but for blanks at the end, is marked by an ellipsis.
  func cut(to width: Int) -> TextLine {
    guard self.width > width else { return self }
    var room = width
    var line = TextLine()
    for (place, span) in spans.enumerated() where room > 0 {
      let isFull = TextWidth.of(span.text) == room
      let goesOn = isFull && spans[(place + 1)...].contains { $0.text.contains { $0 != " " } }
      line.spans.append(Span((goesOn ? span.text + " " : span.text).fitted(room), span.style))
      room -= TextWidth.of(span.text)
    }
    return line
  }

  /// So many lines at most; where some are left out, the last one ends with an ellipsis.
  static func cut(_ lines: [TextLine], to height: Int, width: Int) -> [TextLine] {
    guard lines.count > height, height > 0 else { return Array(lines.prefix(max(0, height))) }
    let last = lines[height - 1]
    let mark = TextLine(" …", last.spans.last?.style ?? .muted)
    return lines.prefix(height - 1) + [last.width + 2 <= width ? last + mark : last.cut(to: width - 2) + mark]
  }

  static func + (a: TextLine, b: TextLine) -> TextLine { TextLine(a.spans + b.spans) }

  /// Breaks plain text at blanks, and beside wide characters, which need none, into lines of at most this many columns;
  /// longer words are cut.
  static func wrapped(_ text: String, width: Int, _ style: Style = .text) -> [TextLine] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    var current = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      for (i, piece) in pieces(of: word).enumerated() {
        let piece = piece.fitted(width)
        let gap = i == 0 && !current.isEmpty ? " " : ""
        if TextWidth.of(current) + gap.count + TextWidth.of(piece) <= width {
          current += gap + piece
        } else {
          if !current.isEmpty { lines.append(current) }
          current = piece
        }
      }
    }
    if !current.isEmpty { lines.append(current) }
    return lines.map { TextLine($0, style) }
  }

  /// The parts of a word that must not be broken: a wide character is one, with the marks that close after it.
  private static func pieces(of word: Substring) -> [String] {
    var pieces: [String] = []
    var isOpen = false
    for character in word {
      let isWide = TextWidth.of(String(character)) > 1
      if let last = pieces.last, isOpen && !isWide || "，。、；：？！）」”,.;:?!)".contains(character) {
        pieces[pieces.count - 1] = last + String(character)
      } else {
        pieces.append(String(character))
      }
      isOpen = !isWide
    }
    return pieces
  }
}
