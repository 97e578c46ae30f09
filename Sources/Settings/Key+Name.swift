import Cells

extension Key {
  /// The name in configuration files and help, such as `Ctrl-R`, `Shift-Up`, `PgDn`, `w`.
  public var name: String {
    switch self {
    case .character(let character): String(character)
    case .control(let letter): "Ctrl-" + letter.uppercased()
    case .function(let number): "F\(number)"
    default: Self.names.first { $0.key == self }?.name ?? "?"
    }
  }

  /// The shortest form, for hints: arrows are arrows.
  public var symbol: String {
    switch self {
    case .left: "←"
    case .down: "↓"
    case .up: "↑"
    case .right: "→"
    case .shiftLeft: "Shift-←"
    case .shiftDown: "Shift-↓"
    case .shiftUp: "Shift-↑"
    case .shiftRight: "Shift-→"
    case .control(let letter): "^" + letter.uppercased()
    default: name
    }
  }

  /// The key of a name; `C-r` is taken for `Ctrl-R`, and named keys in any case. Nil for anything else.
  public init?(name: String) {
    if name.count == 1, let character = name.first {
      guard TextWidth.sanitized(name) == name else { return nil }
      self = character == " " ? .space : .character(character)
      return
    }
    let lower = name.lowercased()
    for prefix in ["ctrl-", "c-", "ctrl+"] where lower.hasPrefix(prefix) {
      guard lower.count == prefix.count + 1, let letter = lower.last, letter.isASCII, letter.isLetter else {
        return nil
      }
      // These are what Tab, Enter, Backspace and Escape send.
      guard !"himj".contains(letter) else { return nil }
      self = .control(letter)
      return
    }
    if lower.hasPrefix("f"), let number = Int(lower.dropFirst()), (1...24).contains(number) {
      self = .function(number)
      return
    }
    guard let found = Self.names.first(where: { $0.name.lowercased() == lower }) else { return nil }
    self = found.key
  }

  /// The names of keys that are no characters. A key's first name is the one shown.
  static let names: [(name: String, key: Key)] = [
    ("Enter", .enter), ("Esc", .escape), ("Tab", .tab), ("Shift-Tab", .backTab), ("Space", .space),
    ("Backspace", .backspace), ("Insert", .insert), ("Delete", .delete), ("Up", .up), ("Down", .down), ("Left", .left),
    ("Right", .right), ("Shift-Up", .shiftUp), ("Shift-Down", .shiftDown), ("Shift-Left", .shiftLeft),
    ("Shift-Right", .shiftRight), ("Home", .home), ("End", .end), ("PgUp", .pageUp), ("PgDn", .pageDown),
    ("Escape", .escape), ("Return", .enter), ("PageUp", .pageUp), ("PageDown", .pageDown), ("Del", .delete),
    ("Ins", .insert), ("BackTab", .backTab),
  ]
}
