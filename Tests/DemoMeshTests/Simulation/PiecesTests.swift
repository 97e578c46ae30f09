import Testing
import TrafficConfig

@testable import DemoMesh

@Suite("Pieces of the simulation")
struct PiecesTests {
  @Test("events happen by time, then in the order of scheduling, and not after they were cancelled")
  func eventQueue() {
    var random = RandomSource(seed: 5)
    var queue = EventQueue()
    var happened: [(time: Double, number: Int)] = []
    var tokens: [EventQueue.Token] = []
    let times = (0..<500).map { _ in Double(random.index(below: 60)) }
    for (number, time) in times.enumerated() {
      tokens.append(queue.schedule(at: time) { happened.append((time, number)) })
    }
    for number in stride(from: 0, to: 500, by: 7) { queue.cancel(tokens[number]) }
    while let event = queue.popFirst() { event.run?() }
    let expected = times.enumerated().filter { $0.offset % 7 != 0 }.sorted {
      ($0.element, $0.offset) < ($1.element, $1.offset)
    }
    #expect(happened.map(\.number) == expected.map(\.offset))
    // A token of the past does not cancel what has its place now.
    queue.schedule(at: 1) { happened.removeAll() }
    tokens.forEach { queue.cancel($0) }
    while let event = queue.popFirst() { event.run?() }
    #expect(happened.isEmpty)
  }

  @Test("random numbers have the distributions that they claim")
  func random() {
    var random = RandomSource(seed: 11)
    let count = 20_000
    let normal = (0..<count).map { _ in random.logNormal(median: 10, spread: 0.5) }.sorted()
    #expect(abs(normal[count / 2] - 10) < 0.3)
    // One standard deviation up is exp(0.5) times the median.
    #expect(abs(normal[count * 841 / 1000] / 10 - 1.6487) < 0.06)
    #expect(random.logNormal(median: 3, spread: 0) == 3)
    let intervals = (0..<count).map { _ in random.interval(rate: 50) }
    #expect(abs(intervals.reduce(0, +) / Double(count) - 0.02) < 0.001)
    var counts = [0, 0, 0]
    for _ in 0..<count { counts[random.weighted([1, 0, 3])] += 1 }
    #expect(counts[1] == 0)
    expectShare(counts[0], of: count, 0.25)
    let draws = (0..<50).map { _ in (random.chance(0), random.chance(1)) }
    #expect(draws.allSatisfy { !$0.0 && $0.1 })
  }

  @Test("flags print in the order in which they were set, each once")
  func flags() {
    var flags = ResponseFlags()
    #expect(flags.text == "-")
    flags.insert(.upstreamRetryLimitExceeded)
    flags.insert(.upstreamConnectionFailure)
    flags.insert(.upstreamRetryLimitExceeded)
    #expect(flags.text == "URX,UF")
    #expect(flags == ResponseFlags(.upstreamRetryLimitExceeded, .upstreamConnectionFailure))
    for flag in ResponseFlag.allCases { #expect(ResponseFlags(flag).flags == [flag]) }
  }

  @Test(
    "a sample is counted in the bucket whose bound it does not exceed",
    arguments: [(0, 0), (1, 1), (2, 2), (5, 2), (6, 3), (1000, 9), (3_600_000, 18), (3_600_001, 19)] as [(UInt64, Int)])
  func histogram(value: UInt64, bucket: Int) {
    var histogram = Histogram()
    histogram.record(value)
    #expect(histogram.counts.firstIndex(of: 1) == bucket)
    #expect(histogram.sum == Double(value))
  }

  @Test(
    "a stats query",
    arguments: [
      ("", StatsQuery()),
      ("usedonly", StatsQuery(usedOnly: true)),
      ("usedonly=&filter=istio_%28a%7Cb%29", StatsQuery(usedOnly: true, filter: "istio_(a|b)")),
      ("filter=a+b=c&x=1", StatsQuery(filter: "a+b=c")),
      ("filter=", StatsQuery()),
      ("filter=%zz%4", StatsQuery(filter: "%zz%4")),
      ("histogram_buckets=summary&&", StatsQuery(histogramBuckets: "summary")),
    ])
  func query(text: String, expected: StatsQuery) { #expect(StatsQuery(query: text) == expected) }

  @Test("patterns of fixed strings match as the regular expression does")
  func literals() throws {
    var random = RandomSource(seed: 21)
    let atoms = ["a", "b", "_", ".", "\\.", "(a|b)", "(?:ab|_)", "c", "(a|(b|c)a)"]
    let letters = Array("abc._".utf8)
    var compared = 0
    for _ in 0..<400 {
      var pattern = ""
      for _ in 0...random.index(below: 4) {
        pattern += atoms[random.index(below: atoms.count)]
        if random.chance(0.15) { pattern += "|" }
      }
      let literals = try #require(LiteralPattern.alternatives(of: pattern))
      let expression = try RE2Pattern(pattern)
      for _ in 0..<5 {
        let text = (0..<random.index(below: 9)).map { _ in letters[random.index(below: letters.count)] }
        let found = literals.contains { LiteralPattern.occurs($0, in: text) }
        #expect(found == expression.matchesPart(of: String(decoding: text, as: UTF8.self)), "\(pattern)")
        if found { compared += 1 }
      }
    }
    #expect(compared > 200)
  }

  @Test(
    "other patterns are not taken for fixed strings",
    arguments: ["a*", "a+", "^a", "a$", "[ab]", "a?", "a{2}", "(?i)a", "\\d", "(a)*", "a\\", "(a", "a)"])
  func notLiteral(pattern: String) { #expect(LiteralPattern.alternatives(of: pattern) == nil) }

  @Test("cookies and query parameters")
  func requestParts() {
    let request = SimulatedRequest(
      authority: "a", port: 9080, path: "/p?x=1&y=&x=2", method: "GET", headers: ["cookie": "u=7; session=abc=d"],
      sourceAddress: "127.0.0.1")
    #expect(request.pathWithoutQuery == "/p")
    #expect(request.queryParameter(named: "x") == "1")
    #expect(request.queryParameter(named: "y") == "")
    #expect(request.queryParameter(named: "z") == nil)
    #expect(request.cookie(named: "session") == "abc=d")
    #expect(request.cookie(named: "s") == nil)
    #expect(request.hostHeader == "a:9080")
  }

  @Test("consistent hashing moves only the share of an endpoint that goes")
  func rendezvous() throws {
    let mesh = try TestMesh()
    mesh.scale("details-v1", to: 5)
    let pods = (0..<5).compactMap { mesh.engine.pods["default/details-v1-\($0)"] }
    #expect(pods.count == 5)
    var settings = ClusterSettings()
    settings.balancing = .consistentHash(.sourceIP)
    var random = RandomSource(seed: 1)
    func choices(_ pods: [SimulatedPod]) -> [String] {
      let cluster = UpstreamCluster(settings: settings, createdAt: 0)
      cluster.update(pods, generation: 1)
      return (0..<300).compactMap { key in
        cluster.chooseHost(hash: RandomSource.hash("client \(key)"), tried: [], now: 0, random: &random)?.pod.name
      }
    }
    let all = choices(pods)
    for pod in pods { expectShare(all.count { $0 == pod.name }, of: 300, 0.2) }
    let without = choices(Array(pods.dropLast()))
    for (before, after) in zip(all, without) where before != pods[4].name { #expect(before == after) }
  }
}
