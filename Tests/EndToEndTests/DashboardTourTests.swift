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
