import Foundation
import Testing

/// The demo's dashboard in a real terminal with real keys.
@Suite(.serialized, .needsPyte)
struct DashboardTourTests {
  private static func demo(columns: Int, rows: Int, _ arguments: String...) throws -> (PtySession, URL) {
    let home = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-tour-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    let session = try PtySession(
      [Tools.vigla, "demo", "--rate", "300", "--refresh", "1", "--window", "10s"] + arguments, columns: columns,
      rows: rows,
      environment: ["XDG_STATE_HOME": home.path, "XDG_CONFIG_HOME": home.path])
    return (session, home)
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func `Bookinfo shows whole, and q leaves the terminal as it was`(columns: Int, rows: Int) throws {
    let (session, home) = try Self.demo(columns: columns, rows: rows)
    defer { try? FileManager.default.removeItem(at: home) }
    for name in ["gateway", "productpage", "details", "reviews", "ratings", "v3 .*%"] {
      try session.wait(for: name)
    }
    try session.send("q")
    let ending = try session.ending()
    #expect(ending.code == 0)
    #expect(ending.restored)
  }

  @Test func `Weights move from v1 to v2 by keys, the split follows, and undo brings the old state back`() throws {
    let (session, home) = try Self.demo(columns: 120, rows: 40)
    defer { try? FileManager.default.removeItem(at: home) }
    try session.wait(for: "reviews")
    try session.wait(for: "v3.*/s")
    try session.send("/reviews\r")
    try session.wait(for: "reviews +service")
    try session.send("w")
    try session.wait(for: "Traffic weights")
    // All to v1, then 20 from v1 to v2.
    try session.send("a")
    try session.wait(for: "v1 .*100")
    try session.send("\u{1b}[B\u{1b}[1;2C\u{1b}[1;2C")
    try session.wait(for: "v2 .* 20 ")
    try session.send("\r")
    try session.wait(for: "server dry run ✓")
    try session.send("y")
    try session.wait(for: "agrees", seconds: 60)
    try session.send("u")
    try session.wait(for: "Takes back")
    try session.wait(for: "lock rv [0-9]+ ✓")
    try session.send("y")
    try session.wait(for: "VirtualService default/reviews deleted")
    try session.wait(for: "DestinationRule default/reviews deleted")
    try session.send("\u{1b}\u{1b}")
    try session.signal(15)
    #expect(try session.ending().code == 143)
  }

  @Test(arguments: [(SIGTERM, 143), (SIGHUP, 129), (SIGINT, 130)])
  func `A signal restores the terminal`(number: Int32, code: Int) throws {
    let (session, home) = try Self.demo(columns: 80, rows: 24)
    defer { try? FileManager.default.removeItem(at: home) }
    try session.wait(for: "productpage")
    try session.signal(number)
    let ending = try session.ending()
    #expect(ending.code == code)
    #expect(ending.restored)
  }

  @Test func `A terminal that closes ends the program`() throws {
    let (session, home) = try Self.demo(columns: 80, rows: 24)
    defer { try? FileManager.default.removeItem(at: home) }
    try session.wait(for: "productpage")
    try session.hangUp()
    #expect(try session.ending().code == 129)
  }

  @Test func `Ctrl-Z gives the terminal back to the shell and fg draws anew`() throws {
    let session = try PtySession(["bash", "--norc", "-i"], environment: ["PS1": "shell> "])
    try session.wait(for: "shell>")
    try session.send("\(Tools.vigla) demo\r")
    try session.wait(for: "productpage")
    try session.send("\u{1a}")
    try session.wait(for: "Stopped")
    try session.send("stty -a | grep -c -e ' icanon' -e ' echo '; fg\r")
    try session.wait(forAbsenceOf: "Stopped")
    try session.wait(for: "productpage")
    try session.send("q")
    try session.wait(for: "shell>")
    try session.send("echo left with $?; exit\r")
    try session.wait(for: "left with 0")
    #expect(try session.ending().restored)
  }

  @Test func `A storm of resizes ends in a right picture`() throws {
    let (session, home) = try Self.demo(columns: 120, rows: 40)
    defer { try? FileManager.default.removeItem(at: home) }
    try session.wait(for: "productpage")
    for step in 0..<40 { try session.resize(columns: 30 + step * 37 % 150, rows: 5 + step * 13 % 50) }
    try session.resize(columns: 100, rows: 30)
    try session.wait(for: "productpage")
    try session.wait(for: "ratings")
    try session.send("q")
    #expect(try session.ending().restored)
  }

  @Test func `Help names the keys and Esc goes back one step`() throws {
    let (session, home) = try Self.demo(columns: 80, rows: 24)
    defer { try? FileManager.default.removeItem(at: home) }
    try session.wait(for: "productpage")
    try session.send("?")
    try session.wait(for: "weights")
    try session.send("\u{1b}")
    try session.wait(for: "productpage")
    try session.send("q")
    #expect(try session.ending().code == 0)
  }
}
