import Foundation
import Testing

/// The demo's dashboard in a real terminal: through every main screen and back, with real keys.
@Suite(.serialized, .needsPyte)
struct ScreenTourTests {
  private static let back = "\u{1b}"
  private static let wheelDown = "\u{1b}[<65;20;12M"

  private static func session(
    columns: Int, rows: Int, _ arguments: [String] = [], until pattern: String = "productpage"
  ) throws -> (PtySession, URL) {
    let home = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-screens-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    let session = try PtySession(
      [Tools.vigla, "demo", "--rate", "300", "--refresh", "1", "--window", "10s"] + arguments, columns: columns,
      rows: rows, environment: ["XDG_STATE_HOME": home.path, "XDG_CONFIG_HOME": home.path])
    try session.wait(for: pattern)
    return (session, home)
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func `Every screen shows its part of the demo, and comma leads back through them`(columns: Int, rows: Int) throws {
    let (session, home) = try Self.session(columns: columns, rows: rows)
    defer { try? FileManager.default.removeItem(at: home) }
    try session.wait(for: "v3 .*(%|/s)")
    try session.send("1")
    try session.wait(for: "NAMESPACE")
    try session.wait(for: "default .*/s")
    try session.send("3")
    try session.wait(for: "SERVICE")
    try session.wait(for: "productpage .*/s")
    try session.send("4")
    try session.wait(for: "reviews-v3 .*1/1")
    try session.send("5")
    try session.wait(for: "Istio has no object")
    try session.send("6")
    try session.wait(for: "6 of 6 answer")
    try session.send("7")
    try session.wait(for: "Nothing was changed from here yet")
    try session.send("8")
    try session.wait(for: "WHEN|Nothing has happened")
    try session.send(",")
    try session.wait(for: "Nothing was changed from here yet")
    try session.send(",")
    try session.wait(for: "6 of 6 answer")
    try session.send(",,,,")
    try session.wait(for: "NAMESPACE")
    try session.send(".")
    try session.wait(for: "SERVICE")
    try session.send("2")
    try session.wait(for: "weights")
    try session.send("q")
    let ending = try session.ending()
    #expect(ending.code == 0)
    #expect(ending.restored)
  }

  @Test func `A service and a workload are looked at closely, with their pods, events and logs`() throws {
    let (session, home) = try Self.session(columns: 120, rows: 40)
    defer { try? FileManager.default.removeItem(at: home) }
    try session.send("3/reviews\r\r")
    try session.wait(for: "reviews +service +default")
    try session.wait(for: "INBOUND FROM")
    try session.wait(for: "productpage.default .*/s")
    try session.wait(for: "200 .*OK")
    try session.send("\t")
    try session.wait(for: "scale 0 to")
    try session.send("\t")
    try session.wait(for: "v2 beside|v1 beside|v3 beside|nothing to compare")
    try session.send("\t")
    try session.wait(for: "POLICY")
    try session.wait(for: "least requests")
    try session.send("\t")
    try session.wait(for: "3 of 3|reviews-v3.*ready")
    try session.send("\t")
    try session.wait(for: "Pulled|Started|Scheduled|ScalingReplicaSet")
    try session.send("\t")
    try session.wait(for: "following|has no log")
    try session.send("c")
    try session.wait(for: "istio-proxy")
    try session.send(Self.back)
    try session.wait(for: "SERVICE")
    try session.send(":wl ratings\r")
    try session.wait(for: "ratings-v1 +workload")
    try session.wait(for: "service reviews|service ratings")
    try session.send(",")
    try session.wait(for: "SERVICE")
    try session.send("qq")
    try session.wait(for: "productpage")
    try session.signal(15)
    #expect(try session.ending().code == 143)
  }

  @Test func `Lists sort, filter, mark, choose columns and scroll with the mouse`() throws {
    let (session, home) = try Self.session(columns: 120, rows: 30, ["--mesh", "synthetic:100"], until: "proxies ✓")
    defer { try? FileManager.default.removeItem(at: home) }
    try session.send("3")
    try session.wait(for: " 1-[0-9]+ of [0-9]+")
    try session.send("G")
    try session.wait(for: " [0-9]+-([0-9]+) of \\1")
    try session.send("g" + Self.wheelDown)
    try session.wait(for: " 1-[0-9]+ of [0-9]+")
    try session.send("s")
    try session.wait(for: "SERVICE▴")
    try session.send("S")
    try session.wait(for: "SERVICE▾")
    try session.send("/!a\r")
    try session.wait(for: "of [0-9]+ \\([0-9]+\\)")
    try session.send("g  ")
    try session.wait(for: "2 marked")
    try session.send("y")
    try session.wait(for: "clipboard: 2 services")
    try session.send("C")
    try session.wait(for: "\\[x\\] req/s")
    try session.send(Self.back)
    try session.wait(for: "2 marked")
    try session.send("q")
    try session.wait(forAbsenceOf: "of [0-9]+ \\([0-9]+\\)")
    try session.send(":ns \u{15}ov\r")
    try session.wait(for: "NAMESPACE")
    try session.send("q")
    try session.send("q")
    #expect(try session.ending().restored)
  }
}
