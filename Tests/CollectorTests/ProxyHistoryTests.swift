import Testing

@testable import Collector

@Suite struct ProxyHistoryTests {
  static let a = Sample()
  static let b = Sample(destination: "reviews-v2")
  static let c = Sample(destination: "reviews-v3")

  /// The flows' rates after polls at the given times.
  static func rates(_ polls: [(Double, [Sample])], window: Double = 30) -> [Double] {
    let mesh = Mesh(options: CollectorOptions(window: window))
    for (time, samples) in polls { mesh.poll(at: time, samples) }
    return mesh.rates(at: polls.last?.0 ?? 0)
  }

  @Test func onePageGivesNoRates() { #expect(Self.rates([(0, [Self.a.counting(70)])]).isEmpty) }

  @Test func twoPagesGiveRates() {
    #expect(Self.rates([(0, [Self.a.counting(70)]), (2, [Self.a.counting(90)])]) == [10])
  }

  @Test func aNewSeriesGrewFromZero() {
    #expect(
      Self.rates([(0, [Self.a.counting(70)]), (10, [Self.a.counting(70), Self.b.counting(50)])]) == [5])
    #expect(Self.rates([(0, []), (10, [Self.b.counting(50)])]) == [5])
  }

  @Test func aCounterThatFellGrewFromZero() {
    let before = [Self.a.counting(500), Self.b.counting(500), Self.c.counting(500)]
    let after = [Self.a.counting(30), Self.b.counting(510), Self.c.counting(520)]
    #expect(Self.rates([(0, before), (10, after)]) == [3, 1, 2])
  }

  @Test func aRestartCountsEverythingFromZero() {
    let before = [Self.a.counting(500), Self.b.counting(400), Self.c.counting(20)]
    let after = [Self.a.counting(30), Self.b.counting(10), Self.c.counting(30)]
    // The third did not fall, but the proxy is another one.
    #expect(Self.rates([(0, before), (10, after)]) == [3, 1, 3])
  }

  @Test func aVanishedSeriesDoesNotGrow() {
    let both = [Self.a.counting(100), Self.b.counting(100)]
    #expect(Self.rates([(0, both), (10, [Self.a.counting(200)])]) == [10])
  }

  @Test func anEvictedSeriesStartsAgain() {
    let both = [Self.a.counting(100), Self.b.counting(100)]
    let polls = [(0.0, both), (10, [Self.a.counting(200)]), (20, [Self.a.counting(300), Self.b.counting(140)])]
    #expect(Self.rates(polls) == [10, 7])
  }

  @Test func aPageWithoutAnySeriesIsDoubted() {
    let polls = [(0.0, [Self.a.counting(1_000)]), (10, []), (20, [Self.a.counting(1_040)])]
    #expect(Self.rates(polls) == [2])
  }

  @Test func aLatePollIsDividedByItsOwnTime() {
    let polls = [(0.0, [Self.a.counting(0)]), (5, [Self.a.counting(50)]), (25, [Self.a.counting(250)])]
    #expect(Self.rates(polls) == [10])
  }

  @Test func onlyTheWindowCounts() {
    var polls: [(Double, [Sample])] = []
    for step in 0...20 {
      // Ten a second for a minute, then one a second.
      let time = Double(step) * 5
      polls.append((time, [Self.a.counting(time <= 60 ? time * 10 : 600 + (time - 60))]))
    }
    #expect(Self.rates(polls) == [1])
    #expect(near(Self.rates(polls, window: 60).first, (200 + 40) / 60))
  }

  @Test func afterALongSilenceRatesBeginAnew() {
    let silent = [(0.0, [Self.a.counting(0)]), (5, [Self.a.counting(50)]), (500, [Self.a.counting(9_000)])]
    #expect(Self.rates(silent).isEmpty)
    #expect(Self.rates(silent + [(505, [Self.a.counting(9_010)])]) == [2])
  }

  @Test func aProxyThatFellSilentIsLeftOutAfterAWhile() {
    let mesh = Mesh()
    mesh.poll(at: 0, [Self.a.counting(0)])
    mesh.poll(at: 5, [Self.a.counting(50)])
    #expect(mesh.rates(at: 20) == [10])
    #expect(mesh.rates(at: 40).isEmpty)
  }

  @Test func aHistogramFallsAsAWhole() throws {
    // The new histogram's first bucket is above the old one's, although it was reset.
    var old = Self.a.counting(100)
    old.durations = [7_000: 100]
    var new = Self.a.counting(20)
    new.durations = [3: 20]
    let mesh = Mesh()
    mesh.poll(at: 0, [old, Self.b.counting(5), Self.c.counting(5)])
    mesh.poll(at: 10, [new, Self.b.counting(5), Self.c.counting(5)])
    let histogram = try #require(mesh.flows(at: 10).first?.histogram)
    #expect(near(histogram.count, 2))
    #expect(near(histogram.total, 2))
    #expect(near(histogram.quantile(0.5), 3))
  }

  @Test(arguments: [1.0, 5, 20, 60], [10.0, 30, 300]) func columnsAreFew(_ interval: Double, _ window: Double) throws {
    let mesh = Mesh(options: CollectorOptions(refresh: interval, window: window))
    for step in 0...700 {
      let time = Double(step) * interval
      mesh.poll(at: time, [Self.a.counting(time * 3)])
      guard time > 2 * max(window, interval) else { continue }
      let rate = mesh.rates(at: time)
      #expect(rate.count == 1 && near(rate.first, 3))
    }
    let columns = try #require(mesh.ledger.records["default/productpage-v1"]).history.book.columns
    #expect(columns.count <= 30)
  }

  @Test func anImpossibleTimeIsBorne() {
    #expect(Self.rates([(10, [Self.a.counting(1)]), (10, [Self.a.counting(2)]), (5, [Self.a.counting(4)])]).isEmpty)
  }
}
