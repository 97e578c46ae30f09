import Foundation
import Testing

/// Canaries and the operator's editor in the dashboard, on a demo, by keys in a real terminal.
@Suite(.serialized, .needsPyte)
struct CanaryTourTests {
  private let home = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-canary-\(UUID().uuidString)")

  private func session(_ environment: [String: String] = [:], _ arguments: String...) throws -> PtySession {
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    let own = ["XDG_STATE_HOME": home.path, "XDG_CONFIG_HOME": home.path]
    return try PtySession(
      [Tools.vigla, "demo", "--refresh", "1", "--window", "10s"] + arguments, columns: 120, rows: 40,
      environment: own.merging(environment) { $1 })
  }

  /// A version that fails most of its requests beside one that fails none.
  private func shop() throws -> String {
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    let file = home.appendingPathComponent("mesh.yaml")
    try ShopMesh.write(to: file, v1: 0, v2: 0.6)
    return file.path
  }

  private func open(_ service: String, in session: PtySession) throws {
    try session.wait(for: "\(service).*")
    try session.wait(for: "v2.*/s")
    try session.send("/\(service)\r")
    try session.wait(for: "\(service) +service")
  }

  /// The newest journal.
  private func history() throws -> String {
    let state = ["XDG_STATE_HOME": home.path, "XDG_CONFIG_HOME": home.path]
    return try #require(Tools.run(Tools.vigla, ["history", "-o", "json"], environment: state)).text
  }

  @Test func `A canary of a version that fails is rolled back by itself, told and in the journal`() throws {
    let session = try session([:], "--rate", "200", "--mesh", try shop())
    defer { try? FileManager.default.removeItem(at: home) }
    try open("cart", in: session)
    // All to v1 first.
    try session.send("wa\r")
    try session.wait(for: "server dry run ✓")
    try session.send("y")
    try session.wait(for: "agrees", seconds: 60)
    try session.send("\u{1b}")
    try session.wait(for: "cart +service")
    try session.send("aC")
    try session.wait(for: "New version")
    try session.send("\t\u{05}\u{15}30,100\t\u{05}\u{15}60s\t\u{05}\u{15}20")
    try session.wait(for: "Canary of v2: 30, 100 %, each for at least 1")
    try session.send("\u{10}")
    try session.wait(for: "lock rv [0-9]+ ✓")
    try session.send("y")
    try session.wait(for: "putting back|put back", seconds: 60)
    try session.wait(for: "✗ put back", seconds: 30)
    try session.wait(for: "v2 fails .*: more than 2 points above them")
    try session.wait(for: "now v2 0, v1 100")
    try session.send("\u{1b}")
    try session.wait(for: "cart +service")
    try session.send("q")
    #expect(try session.ending().code == 0)
    let entries = try history()
    #expect(entries.contains("Canary v2 of cart.default: step 1 of 2"))
    #expect(entries.contains("Canary v2 of cart.default: old weights back"))
    #expect(entries.contains("more than 2 points above them"))
  }

  @Test func `Pause, promote and quitting are asked for, and the weights stay when told so`() throws {
    let session = try session([:], "--rate", "300")
    defer { try? FileManager.default.removeItem(at: home) }
    try open("reviews", in: session)
    try session.send("aC")
    try session.wait(for: "New version")
    try session.send("\t\u{05}\u{15}40,100\u{10}")
    try session.wait(for: "server dry run ✓")
    try session.send("y")
    try session.wait(for: "Nothing speaks against it|Not yet", seconds: 60)
    try session.send("p")
    try session.wait(for: "Paused: it stays at 40 %")
    try session.send("n")
    try session.wait(for: "Give v3 100 % now")
    try session.send("y")
    try session.wait(for: "v3 100", seconds: 60)
    try session.send("\u{1b}")
    try session.wait(for: "canary reviews v3")
    try session.send("q")
    try session.wait(for: "The canary ends with vigla")
    try session.send("e")
    #expect(try session.ending(seconds: 40).code == 0)
    let entries = try history()
    #expect(entries.contains("Canary v3 of reviews.default: step 2 of 2"))
    #expect(!entries.contains("old weights back"))
  }

  @Test(.needsKubectl) func `A foreign hand stops the canary and is named`() throws {
    let config = home.appendingPathComponent("kubeconfig")
    let session = try session([:], "--rate", "300", "--kubeconfig-out", config.path)
    defer { try? FileManager.default.removeItem(at: home) }
    try open("reviews", in: session)
    try session.send("aC")
    try session.wait(for: "New version")
    try session.send("\u{10}")
    try session.wait(for: "server dry run ✓")
    try session.send("y")
    try session.wait(for: "Nothing speaks against it|Not yet", seconds: 60)
    let program = try #require(Tools.kubectl)
    let patch =
      #"[{"op":"replace","path":"/spec/http/0/route/0/weight","value":\#(50)},"#
      + #"{"op":"replace","path":"/spec/http/0/route/1/weight","value":\#(50)},"#
      + #"{"op":"replace","path":"/spec/http/0/route/2/weight","value":0}]"#
    let patched = try #require(
      Tools.run(
        program, ["patch", "virtualservice", "reviews", "--type", "json", "-p", patch],
        environment: ["KUBECONFIG": config.path]))
    #expect(patched.status == 0, "\(patched.errors)")
    try session.wait(for: "changed by kubectl-patch after", seconds: 30)
    try session.wait(for: "! stopped")
    try session.send("\u{1b}")
    try session.wait(for: "reviews +service")
    try session.send("q")
    #expect(try session.ending().code == 0)
  }

  @Test func `The operator's editor gets the terminal, and what it left goes through the preview`() throws {
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    let script = home.appendingPathComponent("editor.sh")
    // It owns the terminal: what it asks is answered by a key.
    try Data(
      """
      #!/bin/sh
      [ -t 0 ] && [ -t 1 ] || exit 3
      basename "$1" > "$0.file"
      read seconds
      sed -i "s/timeout: .*/timeout: ${seconds}s/" "$1"
      """.utf8
    ).write(to: script)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
    let session = try session(["EDITOR": script.path, "VISUAL": "", "TMPDIR": home.path], "--rate", "100")
    defer { try? FileManager.default.removeItem(at: home) }
    try open("reviews", in: session)
    try session.send("t")
    try session.wait(for: "A request may take")
    try session.send("\t\t3s\u{10}")
    try session.wait(for: "server dry run ✓")
    try session.send("y")
    try session.wait(for: "Read again: as sent")
    try session.send("\u{1b}")
    // Seen by the watch.
    try session.wait(for: "config +VirtualService default/reviews")
    try session.send("Y")
    try session.wait(for: "timeout: 3s")
    try session.wait(for: "e edit")
    try session.send("e")
    // The screen is the editor's now, which pyte cannot tell from the other one; the file says when it asks.
    let asked = script.path + ".file"
    let deadline = ContinuousClock.now + .seconds(20)
    while (try? String(contentsOfFile: asked, encoding: .utf8)) != "VirtualService-default-reviews.yaml\n" {
      try #require(ContinuousClock.now < deadline, "the editor was not started")
      sched_yield()
    }
    try session.send("7\r")
    try session.wait(for: "\\+ +timeout: 7s")
    try session.wait(for: "dry run ✓")
    try session.send("y")
    try session.wait(for: "Read again: as sent")
    // Nothing of it is left behind, and the terminal is the dashboard's again.
    let left = try FileManager.default.contentsOfDirectory(atPath: home.path).filter {
      $0.hasPrefix("vigla-") && !$0.hasPrefix("vigla-demo")
    }
    #expect(left.isEmpty)
    try session.send("\u{1b}")
    try session.wait(for: "reviews +service")
    try session.send("q")
    let ending = try session.ending()
    #expect(ending.code == 0)
    #expect(ending.restored)
  }

  @Test func `An editor that fails changes nothing and says so`() throws {
    let session = try session(["EDITOR": "false", "VISUAL": ""], "--rate", "100")
    defer { try? FileManager.default.removeItem(at: home) }
    try open("reviews", in: session)
    try session.send("wa\r")
    try session.wait(for: "server dry run ✓")
    try session.send("y")
    try session.wait(for: "Read again: as sent")
    try session.send("\u{1b}")
    try session.wait(for: "config +VirtualService default/reviews")
    try session.send("Y")
    try session.wait(for: "kind: ")
    try session.send("e")
    try session.wait(for: "The editor false did not end well, so nothing is changed")
    try session.send("\u{1b}")
    try session.wait(for: "reviews +service")
    try session.send("q")
    #expect(try session.ending().code == 0)
  }
}
