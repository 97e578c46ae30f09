import Documents
import Testing

/// The cases of the classic courses, one by one and as a user would type them, on real Envoys: the command, its effect on
/// requests, and the way back.
@Suite(.serialized, .needsEnvoy, .needsKubectl, .demo("--rate", "1", "--proxies", "envoy"))
struct CourseTests {
  private let demo: HeadlessDemo
  private let live: LiveObjects
  private let visitor: GatewayVisitor

  init() throws {
    demo = try RunningDemo.current
    live = LiveObjects(demo: demo)
    visitor = try GatewayVisitor(demo)
    #expect(try live.names() == [])
  }

  private func run(_ command: [String]) throws {
    let output = try demo.vigla(command + ["--yes"])
    try #require(output.status == 0, "\(command): \(output.errors)")
  }

  private func undo() throws { try run(["undo"]) }

  /// Types the last command of a sample, or all of them, and compares what is there then with the sample's objects.
  @discardableResult private func write(_ name: String, lastOnly: Bool = false) throws -> Sample {
    let sample = try Sample("course/\(name).yaml")
    for command in lastOnly ? sample.commands.suffix(1) : sample.commands { try run(command) }
    let objects = try sample.objects.map {
      LiveObjects.written(try live.read($0["kind"]?.string ?? "", $0["metadata"]?["name"]?.string ?? ""))
    }
    #expect(objects.map { $0.serialized() } == sample.objects.map { $0.serialized() })
    #expect(try live.names().count == objects.count)
    return sample
  }

  /// Takes the commands of a sample back.
  private func undo(_ sample: Sample) throws {
    for _ in sample.commands { try undo() }
    #expect(try live.names() == [])
  }

  /// The edges that lead to a service or to a version of it.
  private func edges(to service: String) throws -> [JSONValue] {
    let output = try demo.vigla("graph", "--refresh", "1", "--window", "10s", "-o", "json")
    try #require(output.status == 0, "\(output.errors)")
    let graph = try JSONValue(parsing: output.text)
    let ids = Set(
      (graph["nodes"]?.array ?? []).filter { $0["service"]?.string == service || $0["app"]?.string == service }
        .compactMap { $0["id"]?.string })
    return (graph["edges"]?.array ?? []).filter { ids.contains($0["target"]?.string ?? "") }
  }

  private func versions(_ answers: [GatewayVisitor.Answer]) -> [String: Int] {
    Dictionary(answers.map { ($0.reviews ?? "none", 1) }, uniquingKeysWith: +)
  }

  @Test func `All to v1, then 80 to 20, then all to v2, then jason to v3`() throws {
    try write("all-to-v1")
    #expect(versions(try visitor.get(60, clients: 4)) == ["v1": 60])
    try write("split-80-20")
    let counts = versions(try visitor.get(200, clients: 4))
    #expect(counts.keys.sorted() == ["v1", "v2"])
    #expect(Chance.allows(counts["v1"] ?? 0, of: 200, share: 0.8), "\(counts)")
    let split = try visitor.visiting(clients: 2) { try edges(to: "reviews") }
      .filter { $0["configuredWeight"] != nil }
    #expect(Set(split.compactMap { $0["configuredWeight"]?.double }) == [80, 20])
    for edge in split {
      let (weight, rate) = (edge["configuredWeight"]?.double ?? 0, edge["rate"]?.double ?? 0)
      let total = split.reduce(0) { $0 + ($1["rate"]?.double ?? 0) }
      #expect(Chance.allows(Int(rate * 10), of: Int(total * 10), share: weight / 100), "\(rate) of \(total)")
    }
    try write("all-to-v2")
    #expect(versions(try visitor.get(60, clients: 4)) == ["v2": 60])
    try write("jason-to-v3", lastOnly: true)
    #expect(versions(try visitor.get(40, clients: 4, headers: ["end-user": "jason"])) == ["v3": 40])
    #expect(versions(try visitor.get(40, clients: 4, headers: ["end-user": "ann"])) == ["v2": 40])
    #expect(versions(try visitor.get(20, clients: 4)) == ["v2": 20])
    try undo()
    #expect(versions(try visitor.get(20, clients: 4, headers: ["end-user": "jason"])) == ["v2": 20])
    try undo()
    let again = versions(try visitor.get(60, clients: 4))
    #expect(again.keys.sorted() == ["v1", "v2"])
    try undo()
    #expect(versions(try visitor.get(40, clients: 4)) == ["v1": 40])
    try undo()
    #expect(try live.names() == [])
    #expect(versions(try visitor.get(60, clients: 4)).count == 3)
  }

  @Test func `Each request to details takes 5 seconds longer`() throws {
    let before = try visitor.get(4, clients: 4)
    let sample = try write("delay-details")
    let slow = try visitor.get(4, clients: 4)
    #expect(slow.allSatisfy { $0.status == 200 && $0.hasDetails && $0.seconds >= 5 })
    try undo(sample)
    #expect(before.allSatisfy { $0.hasDetails })
    #expect(try visitor.get(4, clients: 4).contains { $0.seconds < 5 })
  }

  @Test func `Half of the requests to details fail`() throws {
    let sample = try write("abort-details")
    let pages = try visitor.get(200, clients: 4)
    // The page is made all the same, with a note in the place of what it could not get.
    #expect(pages.allSatisfy { $0.status == 200 })
    let failed = pages.count { !$0.hasDetails }
    #expect(Chance.allows(failed, of: 200, share: 0.5), "\(failed) of 200")
    try undo(sample)
    #expect(try visitor.get(20, clients: 4).allSatisfy { $0.hasDetails })
  }

  @Test func `reviews has 1 second, ratings takes 30`() throws {
    let sample = try write("timeout-reviews")
    // The page tries twice.
    let pages = try visitor.get(4, clients: 4)
    #expect(pages.allSatisfy { $0.status == 200 && $0.reviews == nil && $0.hasDetails && $0.seconds >= 2 })
    try undo(sample)
    #expect(try visitor.get(8, clients: 4).allSatisfy { $0.reviews != nil })
  }

  @Test func `Twenty clients overflow the limits, and an error has the pod left out`() throws {
    #expect(try visitor.get(100, clients: 20).allSatisfy { $0.hasDetails })
    let sample = try write("limits-details")
    let crowd = try visitor.get(300, clients: 20)
    let refused = crowd.count { !$0.hasDetails }
    #expect(refused > 0 && refused < 300)
    let full = try visitor.visiting(clients: 20) { try edges(to: "details") }
    #expect(full.contains { ($0["responses"]?["503"]?["flags"]?["UO"]?.double ?? 0) > 0 }, "\(full)")
    // Hardly an answer takes less than a millisecond: the first that takes more counts as an error of the pod.
    try run(["timeout", "details", "1ms"])
    while try visitor.get(10, clients: 1).contains(where: { $0.hasDetails }) {}
    try undo()
    // The time limit is gone, but the pod is still left out: for 3 minutes, or until the policy goes.
    #expect(try visitor.get(20, clients: 1).allSatisfy { !$0.hasDetails })
    try undo(sample)
    #expect(try visitor.get(100, clients: 20).allSatisfy { $0.hasDetails })
  }

  /// How many of some pages in a row came from the version of the page before. Other requests are rare, so that pods
  /// asked in turn hardly ever repeat; by chance a third would.
  private func repeats(_ count: Int) throws -> Int {
    let versions = try visitor.get(count, clients: 1).map(\.reviews)
    return zip(versions, versions.dropFirst()).count { $0 == $1 }
  }

  @Test func `Pods are asked by chance or in turn`() throws {
    // Of 120 by chance, 12 or fewer repeat less than once in a million times.
    let random = try write("random-reviews")
    let byChance = try repeats(121)
    #expect(byChance > 12 && Chance.allows(byChance, of: 120, share: 1.0 / 3), "\(byChance)")
    try write("round-robin-reviews", lastOnly: true)
    let inTurn = try repeats(121)
    #expect(inTurn <= 12, "\(inTurn)")
    try undo()
    try undo(random)
  }

  @Test func `A host of the gateway, with / rewritten and an old address redirected`() throws {
    #expect(try visitor.get(host: "other.example.com").status == 200, "without a Gateway every host is served")
    try write("publish-productpage")
    #expect(try visitor.get().status == 200)
    #expect(try visitor.get(host: "other.example.com").status == 404)
    #expect(try visitor.get("/").body.contains("Served by reviews-") == false)
    try write("rewrite-root", lastOnly: true)
    let root = try visitor.get("/")
    #expect(root.status == 200 && root.reviews != nil)
    #expect(try visitor.get().status == 200)
    try undo()
    try write("redirect-old", lastOnly: true)
    let old = try visitor.get("/old")
    #expect(old.status == 302)
    #expect(old.headers["location"]?.hasSuffix("/productpage") == true)
    #expect(try visitor.get().status == 200)
    try undo()
    try undo()
    #expect(try live.names() == [])
    #expect(try visitor.get(host: "other.example.com").status == 200)
  }
}
