import Foundation
import Testing

/// Every wizard with real keys, on a screen that shows each change whole: filled in, previewed, written, and undone.
@Suite(.serialized, .needsPyte)
struct WizardTourTests {
  struct Tour: CustomTestStringConvertible {
    /// The wizard's key in the list of what can be done.
    var key: Character
    /// Its title.
    var title: String
    /// What is typed into the form.
    var keys: String
    /// What the preview shows as new.
    var preview: String

    var testDescription: String { title }
  }

  private static let down = "\u{1b}[B"
  private static let escape = "\u{1b}"
  private static let preview = "\u{10}"

  static let tours = [
    Tour(key: "f", title: "Fault injection", keys: "", preview: "fixedDelay: 5s"),
    Tour(key: "t", title: "Timeout", keys: down + down + "2s", preview: "timeout: 2s"),
    Tour(key: "e", title: "Retries", keys: "", preview: "attempts: 2"),
    Tour(key: "m", title: "Mirroring", keys: "", preview: "mirror:"),
    Tour(key: "p", title: "Traffic policy", keys: down + down + down + "10", preview: "maxConnections: 10"),
    Tour(key: "o", title: "Publish on a host", keys: "shop.example.com", preview: "kind: Gateway"),
    Tour(key: "s", title: "Front end and API", keys: "shop.example.com", preview: "kind: Gateway"),
    Tour(key: "d", title: "Redirect", keys: down + "/new", preview: "redirect:"),
    Tour(key: "i", title: "Rewrite", keys: down + down + "/v2", preview: "rewrite:"),
    Tour(key: "n", title: "Headers", keys: down + "\r\t\tx-canary\tyes", preview: "x-canary: "),
    Tour(key: "b", title: "CORS", keys: down + "\r\thttps://shop.example", preview: "corsPolicy:"),
    Tour(key: "a", title: "Direct response", keys: "", preview: "directResponse:"),
  ]

  @Test(arguments: tours) func `Each is filled in, previewed, written and undone`(tour: Tour) throws {
    let demo = try HeadlessDemo()
    let session = try PtySession(
      [Tools.vigla, "dash", "--refresh", "1", "--window", "10s"], rows: 60, environment: demo.environment)
    try session.wait(for: "v3 .*(%|/s)")
    try session.send("/reviews\r")
    try session.wait(for: "reviews +service")
    try session.send("a")
    try session.wait(for: "What can be done")
    try session.send(String(tour.key))
    try session.wait(for: "reviews.default +\(tour.title)")
    try session.send(tour.keys + Self.preview)
    try Self.confirm(session, expecting: tour.preview)
    try session.wait(for: "u (removes|puts)")
    try session.send("u")
    try session.wait(for: "Takes back")
    try Self.confirm(session, expecting: "Undo")
    try session.wait(for: "Undo: ")
    try session.wait(for: "Read again: as sent")
    try session.send(Self.escape)
    try session.wait(for: "reviews +service")
    try session.signal(SIGTERM)
    #expect(try session.ending().code == 143)
  }

  @Test func `A rule is inserted, edited in place, moved and taken away, and all routing is reset`() throws {
    let demo = try HeadlessDemo()
    let session = try PtySession(
      [Tools.vigla, "dash", "--refresh", "1", "--window", "10s"], rows: 60, environment: demo.environment)
    try session.wait(for: "v3 .*(%|/s)")
    try session.send("/reviews\r")
    try session.wait(for: "reviews +service")
    try session.send("r")
    try session.wait(for: "Insert one")
    try session.send("i")
    try session.wait(for: "New rule 1")
    try session.send("\r\tend-user\t\tjason" + Self.preview)
    try Self.confirm(session, expecting: "exact: jason")
    try session.wait(for: "Read again: as sent")
    try session.send(Self.escape)
    try session.wait(for: "reviews +service")
    try session.send("r")
    try session.wait(for: "jason")
    try session.send("\r")
    try session.wait(for: "Rule 1")
    try session.send("\t\t\t\u{15}mary" + Self.preview)
    try Self.confirm(session, expecting: "exact: mary")
    try session.wait(for: "Read again: as sent")
    try session.send(Self.escape)
    try session.wait(for: "reviews +service")
    try session.send("ax")
    try session.wait(for: "reviews.default +Reset")
    try session.send("\u{1b}[D" + Self.preview)
    try Self.confirm(session, expecting: "delete VirtualService default/reviews")
    try session.wait(for: "VirtualService default/reviews deleted")
    try session.send(Self.escape)
    try session.wait(for: "reviews +service")
    try session.signal(SIGTERM)
    #expect(try session.ending().code == 143)
  }

  /// Waits for the server's word on the change on screen, and writes it, with the word that some changes want typed.
  private static func confirm(_ session: PtySession, expecting pattern: String) throws {
    try session.wait(for: "server dry run ✓")
    try session.wait(for: NSRegularExpression.escapedPattern(for: pattern))
    try session.send("y")
    let lines = try session.wait(for: "type [^ ]+: |\n Change ")
    if let line = lines.first(where: { $0.contains("[ Apply ]") }),
      let word = line.components(separatedBy: "type ").last?.components(separatedBy: ": ").first
    {
      try session.send(word + "\r")
    }
  }
}
