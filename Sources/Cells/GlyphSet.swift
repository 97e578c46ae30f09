/// The characters that a terminal can show.
public enum GlyphSet: Sendable {
  case unicode, ascii

  /// What stands for the scalar in this set, in the same number of cells (a wide glyph takes two of it).
  public func glyph(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch self {
    case .unicode: return scalar
    case .ascii:
      if scalar.isASCII { return scalar }
      if let arms = BoxArms(glyph: scalar) { return arms.asciiGlyph }
      return Self.asciiSubstitutes[scalar] ?? "?"
    }
  }

  /// The text in this set.
  public func text(_ text: String) -> String {
    guard self == .ascii else { return text }
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let drawn = TextWidth.drawable(scalar)
      view.append(contentsOf: repeatElement(glyph(for: drawn.scalar), count: drawn.width))
    }
    return String(view)
  }

  private static let asciiSubstitutes: [Unicode.Scalar: Unicode.Scalar] = [
    "…": "~", "·": ".", "•": "*", "–": "-", "—": "-", "−": "-", "×": "x", "÷": "/", "±": "~", "≈": "~", "≤": "<",
    "≥": ">", "°": "o", "µ": "u", "«": "<", "»": ">", "‘": "'", "’": "'", "“": "\"", "”": "\"", "\u{A0}": " ",
    "→": ">", "←": "<", "↑": "^", "↓": "v", "↔": "-", "↕": "|", "⇄": "=", "⇒": ">", "▶": ">", "◀": "<", "▲": "^",
    "▼": "v", "▸": ">", "◂": "<", "▴": "^", "▾": "v", "►": ">", "◄": "<", "●": "*", "○": "o", "◉": "@", "◆": "*",
    "◇": "o", "■": "#", "□": "o", "✓": "*", "✔": "*", "✗": "x", "✘": "x", "⚠": "!", "★": "*", "☆": "*", "∅": "0",
    // Eighths from the left: a bar rounds to whole cells.
    "▏": ".", "▎": ".", "▍": ".", "▌": "#", "▐": "#", "▋": "#", "▊": "#", "▉": "#", "█": "#", "░": ".", "▒": ":",
    "▓": "#",
    // Eighths from below: a sparkline keeps eight steps of ink.
    "▁": "_", "▂": ".", "▃": ":", "▄": "-", "▅": "=", "▆": "+", "▇": "*",
  ]
}
