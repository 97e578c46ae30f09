import Cells
import Testing

@testable import Settings

@Suite struct ThemeReadingTests {
  private func problems(_ text: String) -> [String] {
    Theme.read(text, name: "own", file: "own.yaml").problems.map(\.description)
  }

  @Test func stylesAreWords() {
    let read = Theme.read(
      """
      styles:
        failure: rust on bright-black bold underline
        healthy: "#00ff00"
        selection: reverse
        muted:
      colors: {rust: "#af5f00"}
      appearance: light
      """, name: "own", file: "own.yaml")
    #expect(read.problems == [])
    #expect(read.theme.appearance == .light)
    #expect(read.theme.name == "own")
    let rust = RGB(red: 0xAF, green: 0x5F, blue: 0)
    #expect(
      read.theme[.failure]
        == ThemeStyle(foreground: .rgb(rust), background: .palette(8), attributes: [.bold, .underline]))
    #expect(read.theme[.healthy].foreground == .rgb(RGB(red: 0, green: 255, blue: 0)))
    #expect(read.theme[.selection] == ThemeStyle(attributes: .reverse))
    #expect(read.theme[.muted] == ThemeStyle())
  }

  @Test func missingStylesComeFromTheBase() {
    let read = Theme.read(
      "appearance: light\nstyles: {failure: red}", name: "own", file: "own.yaml", base: ThemeLibrary.bundled)
    #expect(read.theme[.failure] == ThemeStyle(foreground: .palette(1)))
    #expect(read.theme[.healthy] == ThemeLibrary.bundled(.light)[.healthy])
    #expect(read.theme[.healthy] != ThemeLibrary.bundled(.dark)[.healthy])
    #expect(read.theme.name == "own")
  }

  @Test(arguments: [
    ("styles:\n  helthy: red", "own.yaml:2:3: there is no style 'helthy'; did you mean 'healthy'?"),
    (
      "styles:\n  healthy: gren bold",
      "own.yaml:2:12: 'gren' is neither a colour nor an attribute; did you mean 'green'?"
    ),
    (
      "styles:\n  healthy: green blod",
      "own.yaml:2:18: 'blod' is neither a colour nor an attribute; did you mean 'bold'?"
    ),
    ("styles:\n  healthy: green on", "own.yaml:2:12: 'on' wants a background after it"),
    ("styles:\n  healthy: [green]", "own.yaml:2:12: healthy must be a text"),
    ("style: {}", "own.yaml:1:1: a theme has no section 'style'; did you mean 'styles'?"),
    (
      "colors:\n  leaf: \"#12\"",
      "own.yaml:2:9: '#12' is no colour: write #rrggbb, a palette name such as bright-red, or default"
    ),
    ("colors:\n  red: \"#120000\"", "own.yaml:2:3: 'red' has a meaning already: choose another name"),
    ("appearance: drak", "own.yaml:1:13: appearance must be dark or light, not 'drak'"),
    ("- a", "own.yaml:1:1: the theme must be a list of `name: value` lines"),
    ("styles:\n  text: [", "own.yaml:3:1: is not YAML: did not find expected node content"),
    ("styles: {text: red}\nstyles: {text: red}", "own.yaml:1:1: 'styles' is set twice"),
  ])
  func problemsHaveAPlace(text: String, message: String) {
    #expect(problems(text) == [message])
  }

  @Test func aWrongStyleCostsNoOther() {
    let read = Theme.read("styles: {failure: purpel, healthy: green}", name: "own", file: "own.yaml")
    #expect(read.problems.count == 1)
    #expect(read.theme[.healthy].foreground == .palette(2))
  }

  /// Mutations of a valid theme end in a theme and problems, never in a trap.
  @Test(arguments: 0..<40) func mutatedThemes(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var bytes = Array(try #require(BundledThemes.files["dark"]).utf8)
    for _ in 0..<Int.random(in: 1...20, using: &random) {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.remove(at: index)
      default:
        bytes.insert(contentsOf: Array("[]{}:&*!|>'\"\n\t -#".utf8).shuffled(using: &random).prefix(2), at: index)
      }
    }
    let read = Theme.read(String(decoding: bytes, as: UTF8.self), name: "x", file: "x.yaml")
    for problem in read.problems { #expect(problem.file == "x.yaml" && !problem.message.isEmpty) }
  }
}
