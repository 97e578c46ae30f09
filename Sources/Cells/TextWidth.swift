/// How many cells text takes, by the rules of the C library's `wcwidth` with ambiguous width taken as 1.
///
/// Text comes from clusters, so it is not trusted. What a terminal would not show as one glyph of known width
/// (controls, escapes, bidirectional and other format marks, combining marks, private and unassigned scalars, and those
/// newer than the Unicode version that C libraries in use know) is drawn as `replacement`, one cell each.
public enum TextWidth {
  /// What stands for a scalar that must not reach the terminal.
  public static let replacement: Unicode.Scalar = "\u{FFFD}"

  /// 1 or 2 for a scalar that may be drawn; nil for one that must be replaced.
  public static func of(_ scalar: Unicode.Scalar) -> Int? {
    let value = scalar.value
    if value < 0x7F { return value >= 0x20 ? 1 : nil }
    // Letters of European scripts, then arrows, box drawing, blocks and shapes as far as the first wide one.
    if value >= 0xA1 && value <= 0x2FF { return value == 0xAD ? nil : 1 }
    if value >= 0x2500 && value <= 0x25FC { return 1 }
    guard isPrintable(scalar) else { return nil }
    return isWide(value) ? 2 : 1
  }

  /// The cells that the text takes once it is made safe.
  ///
  /// - Complexity: O(n) in the number of scalars.
  public static func of(_ text: String) -> Int {
    var cells = 0
    for scalar in text.unicodeScalars { cells += of(scalar) ?? 1 }
    return cells
  }

  public static func of(_ character: Character) -> Int {
    character.unicodeScalars.reduce(0) { $0 + (of($1) ?? 1) }
  }

  /// The text with every scalar that must not reach a terminal replaced; a tab becomes a space.
  public static func sanitized(_ text: String) -> String {
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { safe.append(drawable(scalar).scalar) }
    return String(safe)
  }

  /// The scalar that is drawn for this one, and its cells.
  static func drawable(_ scalar: Unicode.Scalar) -> (scalar: Unicode.Scalar, width: Int) {
    if let width = of(scalar) { return (scalar, width) }
    return (scalar == "\t" ? " " : replacement, 1)
  }

  /// Whether a terminal of today shows the scalar as a glyph by itself.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
      .nonspacingMark, .spacingMark, .enclosingMark:
      return false
    default: break
    }
    if properties.isDefaultIgnorableCodePoint || isConjoining(scalar.value) { return false }
    guard let age = properties.age else { return false }
    return (age.major, age.minor) <= newestUnicode
  }

  /// The newest Unicode version that glibc 2.36 knows: later scalars have no width there.
  private static let newestUnicode = (14, 0)

  /// Hangul vowels and final consonants join the syllable before them.
  private static func isConjoining(_ value: UInt32) -> Bool {
    (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value)
  }
}
