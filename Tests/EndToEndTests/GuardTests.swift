import Foundation
import Testing

/// What explains, keeps and guards, against a headless demo.
@Suite(.serialized)
struct GuardTests {
  private let demo: HeadlessDemo

  init() throws { demo = try HeadlessDemo() }

  @Test func `Explain names the rule that takes a request, and why others do not`() throws {
    #expect(try demo.vigla("shift", "reviews", "v1=100", "--yes").status == 0)
    #expect(try demo.vigla("route", "reviews", "--match", "header:end-user=jason", "--to", "v3", "--yes").status == 0)
    let ann = try demo.vigla(
      "explain", "reviews", "--path", "/reviews/0", "--header", "end-user=ann", "--from", "productpage-v1")
    #expect(ann.status == 0, "\(ann.errors)")
    #expect(ann.text.contains("does not take it: header end-user = jason, but it is ann"))
    #expect(ann.text.contains("rule 2 (every request): takes it"))
    #expect(ann.text.contains("100 % to reviews.default.svc.cluster.local:9080 subset v1"))
    let jason = try demo.vigla(
      "explain", "reviews", "--header", "end-user=jason", "--from", "productpage-v1", "-o", "json")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(jason.text.utf8)) as? [String: Any])
    let rules = try #require(json["rules"] as? [[String: Any]])
    #expect(rules.map { $0["verdict"] as? String } == ["takes", "notAsked"])
    let destinations = try #require(json["destinations"] as? [[String: Any]])
    #expect(destinations.map { $0["subset"] as? String } == ["v3"])
    #expect((destinations[0]["pods"] as? [Any])?.isEmpty == false)
    let stranger = try demo.vigla("explain", "nosuch.example", "-o", "json")
    #expect(stranger.text.contains("unknownHost") && stranger.text.contains("\"sourceNamespace\": \"default\""))
    #expect(try demo.vigla("explain", "reviews", "--from", "nobody").status == 5)
    #expect(try demo.vigla("explain", "reviews", "--path", "x").status == 2)
  }

  @Test func `An overdue fault is told by every look, and keep ends it`() throws {
    let made = try demo.vigla("fault", "details", "--abort", "503", "--abort-percent", "50", "--expire", "1s", "--yes")
    #expect(made.status == 0, "\(made.errors)")
    // Keep looks until the second is over; the time that a command takes to start is longer than that.
    var kept = try demo.vigla("keep", "--once")
    while kept.text.isEmpty, kept.status == 0 {
      let graph = try demo.vigla("config", "-o", "json")
      #expect(graph.status == 0)
      kept = try demo.vigla("keep", "--once")
    }
    #expect(kept.status == 0, "\(kept.errors)")
    #expect(kept.text.contains("restored VirtualService default/"))
    #expect(kept.text.contains("aborts 50 % of the requests with 503"))
    let config = try demo.vigla("config", "-o", "json")
    #expect(!config.text.contains("details"))
    let history = try demo.vigla("history", "-o", "json")
    #expect(history.text.contains("End aborts 50 %") || history.text.contains("ends what was set"))
  }

  @Test func `Keep waits for the time and ends with a signal`() throws {
    let keep = Process()
    keep.executableURL = URL(fileURLWithPath: Tools.vigla)
    keep.arguments = ["keep", "--interval", "1s"]
    keep.environment = ProcessInfo.processInfo.environment.merging(demo.environment) { $1 }
    let out = Pipe()
    keep.standardOutput = out
    keep.standardError = FileHandle.nullDevice
    try keep.run()
    let made = try demo.vigla("fault", "ratings", "--abort", "500", "--expire", "2s", "--yes")
    #expect(made.status == 0, "\(made.errors)")
    var said = Data()
    while !String(decoding: said, as: UTF8.self).contains("restored VirtualService default/ratings") {
      let more = out.fileHandleForReading.availableData
      try #require(!more.isEmpty, "it ended: \(String(decoding: said, as: UTF8.self))")
      said += more
    }
    kill(keep.processIdentifier, SIGTERM)
    keep.waitUntilExit()
    #expect(keep.terminationStatus == 143)
    #expect(!(try demo.vigla("config", "-o", "json").text.contains("ratings")))
  }

  @Test func `An overdue fault is a notice of the graph and of each edit`() throws {
    #expect(try demo.vigla("fault", "details", "--delay", "1s", "--expire", "1s", "--yes").status == 0)
    let graph = try demo.vigla("graph", "--refresh", "1", "--window", "10s", "-o", "json")
    #expect(graph.text.contains("overdue-edit"))
    let edit = try demo.vigla("timeout", "reviews", "1s", "--dry-run", "client")
    #expect(edit.errors.contains("still delays 100 % of the requests by 1s"))
  }

  @Test func `History shows one change with its diff, undo takes it back and redo makes it again`() throws {
    #expect(try demo.vigla("timeout", "reviews", "3s", "--yes").status == 0)
    let list = try demo.vigla("history", "-o", "json")
    let entries = try #require(try JSONSerialization.jsonObject(with: Data(list.text.utf8)) as? [[String: Any]])
    let id = try #require(entries.last?["id"] as? String)
    let one = try demo.vigla("history", id)
    #expect(one.status == 0, "\(one.errors)")
    #expect(one.text.contains("+") && one.text.contains("timeout: 3s") && one.text.contains("create VirtualService"))
    #expect(try demo.vigla("undo", id, "--yes").status == 0)
    let undo = try #require(
      try JSONSerialization.jsonObject(with: Data(try demo.vigla("history", "-o", "json").text.utf8))
        as? [[String: Any]])
    let redone = try demo.vigla("undo", try #require(undo.last?["id"] as? String), "--yes")
    #expect(redone.status == 0, "\(redone.errors)")
    #expect(try demo.vigla("config", "-o", "json").text.contains("reviews"))
    #expect(try demo.vigla("history", "nothing").status == 1)
  }

  @Test(.needsKubectl) func `Undo is refused with the reason when the object moved on`() throws {
    #expect(try demo.vigla("timeout", "reviews", "3s", "--yes").status == 0)
    let patched = try demo.kubectl(
      "patch", "virtualservice", "reviews", "--type", "json", "-p",
      #"[{"op":"replace","path":"/spec/http/0/timeout","value":"9s"}]"#)
    #expect(patched.status == 0, "\(patched.errors)")
    let refused = try demo.vigla("undo", "--yes")
    #expect(refused.status == 5)
    #expect(refused.errors.contains("was changed after that change (by kubectl-patch"))
  }

  @Test func `A canary walks through its steps`() throws {
    #expect(try demo.vigla("shift", "reviews", "v1=100", "--yes").status == 0)
    let output = try demo.vigla(
      "canary", "reviews", "--to", "v2", "--steps", "20,100", "--interval", "10s", "--min-requests", "20",
      "--max-error", "5%", "--max-p99", "10s", "--yes", "-o", "json", "--refresh", "1")
    #expect(output.status == 0, "\(output.errors) \(output.text)")
    let lines = try output.text.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    let steps = lines.filter { $0["event"] as? String == "step" }
    #expect(steps.map { $0["weight"] as? Int } == [20, 100])
    #expect(lines.last?["event"] as? String == "end")
    let explained = try demo.vigla("explain", "reviews", "-o", "text")
    #expect(explained.text.contains("100 % to reviews.default.svc.cluster.local:9080 subset v2"))
  }

  @Test func `A canary that fails more than the others loses its requests again`() throws {
    let file = demo.state.appendingPathComponent("mesh.yaml")
    try ShopMesh.write(to: file, v1: 0.1, v2: 0.6)
    let shop = try HeadlessDemo(["--rate", "100", "--mesh", file.path])
    #expect(try shop.vigla("shift", "cart", "v1=100", "--yes").status == 0)
    let output = try shop.vigla(
      "canary", "cart", "--to", "v2", "--steps", "30,100", "--interval", "60s", "--min-requests", "20", "--yes",
      "--refresh", "1")
    #expect(output.status == 1, "\(output.errors) \(output.text)")
    #expect(output.text.contains("more than 2 points above them. Back to v2 0, v1 100"))
    let explained = try shop.vigla("explain", "cart")
    #expect(explained.text.contains("100 % to cart.default.svc.cluster.local:8080 subset v1"))
    #expect(!explained.text.contains("subset v2"))
  }

  @Test func `An interrupted canary puts the old weights back`() throws {
    #expect(try demo.vigla("shift", "reviews", "v1=100", "--yes").status == 0)
    let canary = Process()
    canary.executableURL = URL(fileURLWithPath: Tools.vigla)
    canary.arguments = ["canary", "reviews", "--to", "v2", "--steps", "50,100", "--interval", "300s", "--yes"]
    canary.environment = ProcessInfo.processInfo.environment.merging(demo.environment) { $1 }
    let out = Pipe()
    canary.standardOutput = out
    canary.standardError = FileHandle.nullDevice
    try canary.run()
    var said = Data()
    var isTold = false
    while true {
      let more = out.fileHandleForReading.availableData
      if more.isEmpty { break }
      said += more
      guard !isTold, String(decoding: said, as: UTF8.self).contains(" of 300 s") else { continue }
      isTold = true
      kill(canary.processIdentifier, SIGINT)
    }
    canary.waitUntilExit()
    #expect(canary.terminationStatus == 130)
    #expect(String(decoding: said, as: UTF8.self).contains("The old weights are back: v2 0, v1 100"))
    #expect(!(try demo.vigla("explain", "reviews").text.contains("subset v2")))
  }

  @Test(.needsKubectl) func `A foreign hand is named by --watch`() throws {
    #expect(try demo.vigla("shift", "reviews", "v1=100", "--yes").status == 0)
    let shift = Process()
    shift.executableURL = URL(fileURLWithPath: Tools.vigla)
    shift.arguments = ["shift", "reviews", "v1=80", "v2=20", "--yes", "--watch", "60s"]
    shift.environment = ProcessInfo.processInfo.environment.merging(demo.environment) { $1 }
    let errors = Pipe()
    shift.standardError = errors
    shift.standardOutput = FileHandle.nullDevice
    try shift.run()
    var said = Data()
    var isReverted = false
    while true {
      let more = errors.fileHandleForReading.availableData
      if more.isEmpty { break }
      said += more
      guard !isReverted, String(decoding: said, as: UTF8.self).contains("Looking for") else { continue }
      isReverted = true
      let patched = try demo.kubectl(
        "patch", "virtualservice", "reviews", "--type", "json", "-p",
        #"[{"op":"replace","path":"/spec/http/0/route/0/weight","value":100},{"op":"replace","path":"/spec/http/0/route/1/weight","value":0}]"#
      )
      #expect(patched.status == 0, "\(patched.errors)")
    }
    shift.waitUntilExit()
    #expect(shift.terminationStatus == 5)
    #expect(String(decoding: said, as: UTF8.self).contains("by kubectl-patch after "))
  }
}
