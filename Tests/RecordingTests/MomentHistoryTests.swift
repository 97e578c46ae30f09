import Testing

@testable import Recording

@Suite struct MomentHistoryTests {
  private func history(_ times: [Double], span: Double = 1_800, room: Int = .max) throws -> MomentHistory {
    let encoder = MomentEncoder()
    var maker = MomentMaker(seed: 3)
    var history = MomentHistory(span: span, room: room)
    for time in times { history.append(try encoder.encode(maker.moment(at: time))) }
    return history
  }

  @Test("what is older than the span goes")
  func span() throws {
    let history = try history((0..<100).map { Double($0) * 10 }, span: 300)
    #expect(history.times == (69..<100).map { Double($0) * 10 })
  }

  @Test("without room the older half gets thinner, and the newest and the oldest stay")
  func room() throws {
    let one = try history([0]).cost
    let history = try history((0..<400).map(Double.init), room: 60 * one)
    let times = history.times
    #expect(times.first == 0 && times.last == 399)
    #expect(times.count > 20 && history.cost < 100 * one)
    #expect(times.suffix(10) == (390..<400).map(Double.init))
    let gaps = zip(times, times.dropFirst()).map { $1 - $0 }
    #expect((gaps.first ?? 0) > (gaps.last ?? 0))
    for i in times.indices { #expect(try history.moment(at: i).snapshot.timestamp == times[i]) }
  }

  @Test("the moment for a time is the last one before it")
  func search() throws {
    let history = try history([10, 20, 30])
    #expect([5, 10, 15, 20, 29, 30, 99].map { history.index(atOrBefore: $0) } == [nil, 0, 0, 1, 1, 2, 2])
  }

  @Test("a clock that goes back adds nothing")
  func clock() throws {
    #expect(try history([10, 20, 15, 20, 21]).times == [10, 20, 21])
  }

  @Test("a poll's points count once, although several moments repeat them, and those of nodes that left the graph stay")
  func trail() throws {
    let encoder = MomentEncoder()
    var maker = MomentMaker(seed: 5)
    var history = MomentHistory(span: 1_800, room: .max)
    let first = maker.moment(at: 10)
    history.append(try encoder.encode(first))
    // Between two polls, with the configuration changed.
    var between = first
    between.snapshot.timestamp = 12
    history.append(try encoder.encode(between))
    var last = maker.moment(at: 15)
    let gone = try #require(last.snapshot.nodes.first?.id)
    last.snapshot.nodes.removeFirst()
    history.append(try encoder.encode(last))
    var shown = try history.moment(at: 2).snapshot
    try MomentTrail(history).complete(&shown)
    #expect(shown.edgeHistory.values.allSatisfy { $0.map(\.time) == [10, 15] })
    #expect(shown.nodeHistory[gone]?.map(\.time) == [10])
  }
}
