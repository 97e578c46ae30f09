import Documents
import Testing

/// Each edit by its command: what it writes where there is nothing, and what it leaves alone where there is much. The
/// real kubectl takes the results, and undo puts back what was there.
@Suite(.serialized, .needsKubectl, .demo("--rate", "50"))
struct EditTests {
  private let demo: HeadlessDemo
  private let live: LiveObjects

  init() throws {
    demo = try RunningDemo.current
    live = LiveObjects(demo: demo)
    try live.clear()
  }

  private func run(_ command: [String]) throws -> Tools.Output {
    let output = try demo.vigla(command + ["--yes"])
    try #require(output.status == 0, "\(command): \(output.errors)")
    return output
  }

  private func undo() throws { _ = try run(["undo"]) }

  /// kubectl would apply the object as it is, as somebody else.
  private func expectApplicable(_ object: JSONValue) throws {
    let dry = try demo.kubectl(
      "apply", "--server-side", "--dry-run=server", "-f", "-", input: LiveObjects.written(object).serialized())
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(dry.text.contains("serverside-applied (server dry run)"))
  }

  // MARK: From nothing

  @Test(arguments: Sample.names(in: "edits"))
  func `An edit writes its objects from nothing, and undo removes them`(name: String) throws {
    let sample = try Sample(name)
    for command in sample.commands { _ = try run(command) }
    let names = sample.objects.map { "\($0["kind"]?.string ?? "") \($0["metadata"]?["name"]?.string ?? "")" }
    #expect(try live.names().sorted() == names.sorted())
    for object in sample.objects {
      let found = try live.read(object["kind"]?.string ?? "", object["metadata"]?["name"]?.string ?? "")
      #expect(LiveObjects.written(found).serialized() == object.serialized())
      try expectApplicable(found)
    }
    for _ in sample.commands { try undo() }
    #expect(try live.names() == [])
  }

  // MARK: Among much

  struct Edit: Sendable, CustomTestStringConvertible {
    var command: String
    /// Paths that may differ before and after.
    var changed: [String] = []
    /// Paths that are there only afterwards, in the order in which they are taken out again.
    var added: [String] = []
    /// Paths that are there only before.
    var removed: [String] = []
    /// What the edit is about.
    var kind = "VirtualService"
    /// Objects that it makes besides.
    var made: [String] = []

    var testDescription: String { command }
  }

  /// The rule for everyone else is `spec.http[2]`; a new one is put before it.
  static let edits: [Edit] = [
    Edit(
      command: "shift reviews v1=70 v2=30", changed: ["spec.http[2].route[0].weight", "spec.http[2].route[1].weight"]),
    Edit(
      command: "shift reviews v1=10 v2=90 --route 1", changed: ["spec.http[0].route[0].weight"],
      added: ["spec.http[0].route[1]"]),
    Edit(command: "route reviews --match header:end-user=ann --to v3", added: ["spec.http[2]"]),
    Edit(
      command: "fault reviews --abort 503 --abort-percent 5",
      added: ["spec.http[2].fault.abort", #"metadata.annotations["vigla.dev/expiring"]"#]),
    Edit(
      command: "fault reviews --delay 2s --delay-percent 3 --expire none",
      changed: ["spec.http[2].fault.delay.fixedDelay", "spec.http[2].fault.delay.percentage.value"]),
    Edit(command: "timeout reviews 1s", changed: ["spec.http[2].timeout"]),
    Edit(command: "timeout reviews none --route 1", removed: ["spec.http[0].timeout"]),
    Edit(
      command: "retry reviews --attempts 3 --per-try 2s --on 5xx",
      changed: ["spec.http[2].retries.attempts", "spec.http[2].retries.perTryTimeout"],
      added: ["spec.http[2].retries.retryOn"]),
    Edit(command: "mirror reviews --to v3 --percent 10", added: ["spec.http[2].mirrors[1]"]),
    Edit(
      command: "policy reviews --max-connections 3 --lb round-robin",
      added: ["spec.trafficPolicy.connectionPool.tcp.maxConnections", "spec.trafficPolicy.loadBalancer"],
      kind: "DestinationRule"),
    Edit(
      command: "policy reviews --subset v3 --lb round-robin",
      changed: ["spec.subsets[0].trafficPolicy.loadBalancer.simple"],
      kind: "DestinationRule"),
    Edit(command: "redirect reviews --match uri=/old --uri /new", added: ["spec.http[2]"]),
    Edit(command: "rewrite reviews --uri /x", added: ["spec.http[2].rewrite"]),
    Edit(
      command: "header reviews --set x-env=test --add x-b=1 --remove-response server",
      changed: [#"spec.http[2].headers.request.set["x-env"]"#],
      added: ["spec.http[2].headers.request.add", "spec.http[2].headers.response"]),
    Edit(
      command: "cors reviews --origin https://shop.example --methods GET,POST --match uri^=/shop",
      added: ["spec.http[2]"]),
    Edit(command: "cors reviews --max-age 1h --route 2", changed: ["spec.http[1].corsPolicy.maxAge"]),
    Edit(command: "respond reviews --match uri^=/admin --status 403", added: ["spec.http[2]"]),
    Edit(
      command: "expose reviews --host books.example.com --gateway books", added: ["spec.hosts[2]", "spec.gateways"],
      made: ["Gateway books"]),
    Edit(
      command: "reset reviews --feature timeout", removed: ["spec.http[0].timeout", "spec.http[2].timeout"]),
    Edit(command: "reset reviews --route 2", removed: ["spec.http[1]"]),
    Edit(
      command: "canary reviews --to v2 --steps 30 --interval 10s --min-requests 1",
      changed: ["spec.http[2].route[0].weight", "spec.http[2].route[1].weight"]),
  ]

  private func without(_ paths: [String], _ object: JSONValue) throws -> String {
    var object = object
    for text in paths {
      let path = try #require(JSONPath(text))
      #expect(object[path] != nil, "\(text) is not there")
      object[path] = nil
    }
    return object.serialized()
  }

  @Test(arguments: edits)
  func `An edit of objects written by hand changes what it says and nothing else`(edit: Edit) throws {
    let objects = try Sample("by-hand.yaml").objects
    for object in objects { try live.create(object) }
    let kinds = ["VirtualService", "DestinationRule"]
    let before = try kinds.map { try live.read($0, "reviews-by-hand") }
    #expect(before.map { LiveObjects.written($0) } == objects, "the server took it as it was written")
    _ = try run(edit.command.split(separator: " ").map(String.init))
    for (kind, old) in zip(kinds, before) {
      let new = try live.read(kind, "reviews-by-hand")
      if kind == edit.kind {
        #expect(new != old)
        #expect(try without(edit.changed + edit.added, new) == without(edit.changed + edit.removed, old))
        for path in edit.changed { #expect(new[try #require(JSONPath(path))] != old[try #require(JSONPath(path))]) }
      } else {
        #expect(new.serialized() == old.serialized())
      }
      try expectApplicable(new)
    }
    #expect(Set(try live.names()) == Set(kinds.map { "\($0) reviews-by-hand" } + edit.made))
    try undo()
    #expect(try kinds.map { try live.read($0, "reviews-by-hand").serialized() } == before.map { $0.serialized() })
    #expect(try live.names().count == kinds.count)
  }
}
