import Cells
import Testing

@testable import Settings

@Suite struct KeymapTests {
  /// Ctrl-A and Ctrl-B are the prefixes of screen and tmux, Ctrl with h, j, k moves between panes, Ctrl-S and Ctrl-Q are
  /// flow control.
  @Test(arguments: KeyContext.allCases) func chordsOfOtherProgramsAreLeftToThem(context: KeyContext) {
    for letter in "abhjksqv" {
      #expect(Keymap.standard.action(for: .control(letter), in: context) == nil, "Ctrl-\(letter)")
    }
  }

  private let keymap = Keymap.standard

  @Test(arguments: KeyContext.allCases) func noKeyMeansTwoThings(context: KeyContext) {
    #expect(keymap.collisions(in: context).isEmpty)
    let bindings = keymap.bindings(in: context)
    let keys = bindings.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
    #expect(Set(bindings.map(\.action)).count == bindings.count)
  }

  @Test func everyActionHasAKeyAndHelp() {
    for action in Action.allCases {
      let bindings = KeyContext.allCases.flatMap { keymap.ownBindings(in: $0) }.filter { $0.action == action }
      #expect(!bindings.isEmpty, "\(action)")
      for binding in bindings {
        #expect(!binding.help.isEmpty && !binding.help.hasSuffix(".") && !binding.keys.isEmpty)
      }
    }
  }

  @Test(arguments: KeyContext.allCases) func everyPlaceHasHelpAndAWayOut(context: KeyContext) {
    #expect(keymap.action(for: .character("?"), in: context) == .help)
    #expect(keymap.action(for: .escape, in: context) == .back)
    #expect(keymap.action(for: .control("c"), in: context) == .quit)
    #expect(keymap.action(for: .control("l"), in: context) == .repaint)
  }

  @Test(
    arguments: [
      (Key.character("h"), KeyContext.graph, Action.moveLeft), (.right, .graph, .moveRight),
      (.right, .weights, .increase),
      (.character("l"), .weights, .lock), (.character("l"), .graph, .moveRight), (.character("j"), .weights, .moveDown),
      (.character("q"), .graph, .quit), (.character("q"), .weights, .back), (.tab, .weights, .nextRoute),
      (.tab, .preview, .nextPane),
      (.enter, .weights, .preview), (.enter, .preview, .open), (.character("y"), .preview, .apply),
      (.character("y"), .graph, nil),
      (.character("5"), .weights, .enterDigit), (.character("5"), .graph, .config),
      (.character("5"), .table, .config), (.character("6"), .graph, .proxies), (.character(":"), .detail, .palette),
      (.character("8"), .preview, .messages), (.control("d"), .list, .halfPageDown),
      (.character("G"), .list, .last), (.shiftUp, .graph, .panUp), (.function(1), .graph, .help),
      (.character("u"), .weights, nil),
    ] as [(Key, KeyContext, Action?)])
  func dispatch(key: Key, context: KeyContext, action: Action?) {
    #expect(keymap.action(for: key, in: context) == action)
  }

  /// Nothing that writes hangs on one letter outside of a preview, and of a canary's questions.
  @Test func onlyThePreviewWrites() {
    for context in KeyContext.allCases where ![.preview, .canary].contains(context) {
      #expect(keymap.binding(of: .apply, in: context) == nil)
    }
  }

  @Test func hintsMergeNeighbours() {
    let hints = keymap.hints(in: .graph).map { "\($0.keys) \($0.label)" }
    #expect(hints.prefix(4) == ["←↓↑→ move", "Enter details", "w weights", "u undo"])
    #expect(hints.contains("+- window"))
    #expect(hints.last == "? help")
    let weights = keymap.hints(in: .weights).map { "\($0.keys) \($0.label)" }
    #expect(weights.prefix(4) == ["←→ 1", "Shift-←→ 10", "0-9 type", "l lock"])
  }

  @Test func markdownNamesEverything() {
    let text = keymap.markdown
    for context in KeyContext.allCases { #expect(text.contains("### \(context.title) (`\(context.rawValue)`)")) }
    #expect(text.contains("| Left, h | Select the card to the left: who calls | `moveLeft` |"))
    #expect(text.contains("| 0-9 | Type the weight | `enterDigit` |"))
    #expect(!text.contains("| ? |\n"))
  }

  @Test(arguments: [
    ("w", Key.character("w"), "w"), ("W", .character("W"), "W"), ("Ctrl-R", .control("r"), "Ctrl-R"),
    ("c-r", .control("r"), "Ctrl-R"),
    ("enter", .enter, "Enter"), ("Return", .enter, "Enter"), ("esc", .escape, "Esc"),
    ("shift-up", .shiftUp, "Shift-Up"),
    ("F12", .function(12), "F12"), ("pagedown", .pageDown, "PgDn"), (" ", .space, "Space"), ("-", .character("-"), "-"),
    ("é", .character("é"), "é"), ("f", .character("f"), "f"),
  ])
  func keyNames(text: String, key: Key, name: String) {
    #expect(Key(name: text) == key)
    #expect(key.name == name)
    #expect(Key(name: name) == key)
  }

  @Test(arguments: ["", "Ctrl-", "Ctrl-1", "Ctrl-m", "Ctrl-[", "F0", "F25", "Hyper-x", "ab", "\u{1B}", "\u{200B}"])
  func unknownKeyNames(text: String) {
    #expect(Key(name: text) == nil)
  }

  @Test func everyStandardKeyHasANameThatReadsBack() {
    for key in KeyContext.allCases.flatMap({ keymap.ownBindings(in: $0) }).flatMap(\.keys) {
      #expect(Key(name: key.name) == key)
      #expect(!key.symbol.isEmpty)
    }
  }
}
