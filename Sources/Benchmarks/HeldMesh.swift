import Collector

/// A collector on a fixture, driven round by round.
struct HeldMesh {
  private let source: HeldSource
  private let clock = HandClock()
  private let collector: MeshCollector
  private var updates: AsyncStream<MeshUpdate>.Iterator

  /// Ready when the first round is over.
  init(_ fixture: MeshFixture, options: CollectorOptions = CollectorOptions()) async {
    source = HeldSource(fixture)
    collector = MeshCollector(source: source, options: options, clock: clock)
    updates = await collector.updates().makeAsyncIterator()
    while let update = await updates.next() {
      if update.snapshot.proxies.allSatisfy({ $0.state == .answering }) { break }
    }
  }

  /// Polls every proxy once more and waits for the snapshot.
  mutating func round() async -> MeshUpdate? {
    source.advance()
    clock.advance(by: MeshFixture.interval)
    let now = clock.now
    await collector.refreshNow()
    while let update = await updates.next() {
      if update.snapshot.timestamp >= now { return update }
    }
    return nil
  }

  func stop() async { await collector.stop() }
}
