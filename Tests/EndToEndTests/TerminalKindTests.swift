import Foundation
import Testing

/// The dashboard in every kind of terminal that operators come from.
@Suite(.serialized, .needsPyte)
struct TerminalKindTests {
  private static func isDescribed(_ term: String) -> Bool {
    Tools.find("infocmp").flatMap { Tools.run($0, [term]) }?.status == 0
  }

  @Test func `It starts, answers a key and leaves well whatever TERM says`() throws {
    let demo = try HeadlessDemo()
    var tried = 0
    for term in [
      "linux", "screen", "screen-256color", "tmux-256color", "putty", "putty-256color", "vt100", "vt220", "xterm",
      "xterm-mono", "rxvt-unicode-256color",
    ] where Self.isDescribed(term) {
      let session = try PtySession(
        [Tools.vigla, "dash", "--refresh", "1", "--window", "10s"],
        environment: demo.environment.merging(["TERM": term]) { $1 })
      try session.wait(for: "productpage")
      try session.send("?")
      try session.wait(for: "Select the card below")
      // A lone Esc counts at once: the list goes without another key.
      try session.send("\u{1b}")
      try session.wait(forAbsenceOf: "Select the card below")
      try session.send("q")
      let ending = try session.ending()
      #expect(ending.code == 0, "\(term)")
      #expect(ending.restored, "\(term)")
      tried += 1
    }
    #expect(tried >= 6)
  }

  @Test(arguments: ["dumb", "no-such-terminal", ""]) func `A terminal that cannot show it is told what to do`(
    term: String
  ) throws {
    let session = try PtySession([Tools.vigla, "demo"], environment: ["TERM": term])
    let ending = try session.ending()
    #expect(ending.code == 2)
    #expect(ending.tail.contains("TERM"))
  }

  @Test func `In a Chinese locale the dashboard speaks Chinese, and by a setting English`() throws {
    let demo = try HeadlessDemo()
    let arguments = [Tools.vigla, "dash", "--refresh", "1", "--window", "10s"]
    let chinese = try PtySession(
      arguments, environment: demo.environment.merging(["LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"]) { $1 })
    try chinese.wait(for: "productpage")
    try chinese.wait(for: "退出|帮助")
    let config = demo.state.appendingPathComponent("vigla/config.yaml")
    try "language: en\n".write(to: config, atomically: true, encoding: .utf8)
    // The running dashboard reads the file when it changes.
    try chinese.wait(for: "help")
    try chinese.send("q")
    #expect(try chinese.ending().code == 0)
  }

  @Test func `A theme is chosen in the dashboard and kept in the settings`() throws {
    let demo = try HeadlessDemo()
    // With colours, whatever the tests run in.
    let colourful = ["TERM": "xterm-256color", "NO_COLOR": "", "COLORFGBG": ""]
    let session = try PtySession(
      [Tools.vigla, "dash", "--refresh", "1", "--window", "10s"],
      environment: demo.environment.merging(colourful) { $1 })
    try session.wait(for: "productpage")
    try session.send("T")
    try session.wait(for: "▸ dark")
    try session.send("\u{1b}[B")
    try session.wait(for: "▸ dracula")
    try session.send("\r")
    try session.wait(for: "Theme dracula is kept")
    let config = demo.state.appendingPathComponent("vigla/config.yaml")
    #expect(try String(contentsOf: config, encoding: .utf8) == "theme: dracula\n")
    try session.send("q")
    #expect(try session.ending().restored)
  }

  @Test func `The demo gives its hints once, and a key brings them back`() throws {
    let home = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-hints-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: home) }
    let environment = ["XDG_STATE_HOME": home.path, "XDG_CONFIG_HOME": home.path]
    let arguments = [Tools.vigla, "demo", "--refresh", "1", "--window", "10s"]
    let first = try PtySession(arguments, columns: 120, rows: 40, environment: environment, showsTour: true)
    try first.wait(for: "A card is a service")
    try first.send("\u{1b}OR")
    try first.wait(for: "w on reviews")
    try first.send("q")
    #expect(try first.ending().code == 0)
    let second = try PtySession(arguments, columns: 120, rows: 40, environment: environment, showsTour: true)
    try second.wait(for: "productpage")
    #expect(!(try second.screen().joined().contains("A card is a service")))
    try second.send("\u{1b}OR")
    try second.wait(for: "A card is a service")
    try second.send("q")
    #expect(try second.ending().code == 0)
  }
}
