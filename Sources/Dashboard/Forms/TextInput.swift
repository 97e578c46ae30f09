import Cells

/// A line of text that is being typed, with its cursor.
struct TextInput: Hashable, Sendable {
  private var characters: [Character]
  /// Characters before the cursor, 0...count.
  private(set) var cursor: Int

  /// Longer texts are cut: no field of a form is meant for more.
  static let most = 1000

  /// The cursor stands at the end.
  init(_ text: String = "") {
    characters = Array(text.prefix(Self.most))
    cursor = characters.count
  }

  var text: String { String(characters) }
  var isEmpty: Bool { characters.isEmpty }

  /// Puts a text where the cursor is. Line breaks and tabs become blanks, other controls are left out.
  mutating func insert(_ text: String) {
    var new: [Character] = []
    for character in text {
      if character.isNewline || character == "\t" {
        new.append(" ")
      } else if character.unicodeScalars.allSatisfy({ TextWidth.of($0) != nil }) {
        new.append(character)
      }
    }
    // What a paste ends with is its line break, not a blank that was meant.
    while text.last?.isNewline == true, new.last == " " { new.removeLast() }
    new = Array(new.prefix(max(0, Self.most - characters.count)))
    characters.insert(contentsOf: new, at: cursor)
    cursor += new.count
  }

  mutating func eraseBefore() {
    guard cursor > 0 else { return }
    cursor -= 1
    characters.remove(at: cursor)
  }

  mutating func eraseAfter() {
    if cursor < characters.count { characters.remove(at: cursor) }
  }

  /// Everything before the cursor.
  mutating func eraseLine() {
    characters.removeFirst(cursor)
    cursor = 0
  }

  /// The word before the cursor and the blanks after it.
  mutating func eraseWord() {
    while cursor > 0, characters[cursor - 1] == " " { eraseBefore() }
    while cursor > 0, characters[cursor - 1] != " " { eraseBefore() }
  }

  /// False at an end of the text.
  @discardableResult
  mutating func move(by step: Int) -> Bool {
    let new = max(0, min(cursor + step, characters.count))
    defer { cursor = new }
    return new != cursor
  }

  mutating func moveToStart() { cursor = 0 }
  mutating func moveToEnd() { cursor = characters.count }

  /// The part of the text around the cursor that fits into so many columns, one of which is kept for a cursor behind
  /// the last character, and the cursor's column in it.
  func window(width: Int) -> (text: String, column: Int) {
    guard width > 0 else { return ("", 0) }
    var start = 0
    while start < cursor, characters[start..<cursor].reduce(1, { $0 + TextWidth.of($1) }) > width { start += 1 }
    let column = characters[start..<cursor].reduce(0) { $0 + TextWidth.of($1) }
    var end = start
    var used = 0
    while end < characters.count, used + TextWidth.of(characters[end]) <= width {
      used += TextWidth.of(characters[end])
      end += 1
    }
    return (String(characters[start..<end]), min(column, width - 1))
  }
}
