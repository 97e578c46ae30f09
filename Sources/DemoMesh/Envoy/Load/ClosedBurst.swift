import Synchronization

/// A closed load: so many clients, each of which sends its next request when the last has been answered. It finds the
/// limits of connection pools.
final class ClosedBurst: Sendable {
  /// How long it goes on.
  enum Extent: Sendable, Hashable {
    /// So many requests over all clients.
    case requests(Int)
    /// No request begins later; those under way end.
    case duration(Duration)
    /// Until the task is cancelled.
    case unlimited
  }

  /// What a client waits after a request without a response, so that a gateway that is gone is not asked in a loop.
  private static let rest: Duration = .milliseconds(100)

  private let picker: EntryPicker
  private let clients: Int
  private let extent: Extent
  private let seed: UInt64
  private let clock: ElapsedClock
  private let send: @Sendable (EntryLoad) async throws -> Int
  private let tally = LoadTally()
  private let begun = Atomic<Int>(0)

  /// - Parameters:
  ///   - clients: how many send at the same time.
  ///   - send: sends one request and returns its status, such as `GatewayClient.send` with as many connections.
  init(
    entries: [EntryLoad], clients: Int, extent: Extent, seed: UInt64, clock: some Clock<Duration> = ContinuousClock(),
    send: @escaping @Sendable (EntryLoad) async throws -> Int
  ) {
    picker = EntryPicker(entries)
    self.clients = max(0, clients)
    self.extent = extent
    self.seed = seed
    self.clock = ElapsedClock(clock)
    self.send = send
  }

  /// What became of the requests so far.
  var summary: LoadSummary { tally.summary }

  /// Sends to the end of the extent or until the task is cancelled. Once only.
  @discardableResult
  func run() async -> LoadSummary {
    let start = clock.now
    await withDiscardingTaskGroup { group in
      for client in 0..<clients {
        group.addTask { [self] in await run(client, since: start) }
      }
    }
    return summary
  }

  private func run(_ client: Int, since start: Duration) async {
    var random = RandomSource(seed: RandomSource.mixed(seed &+ UInt64(client)))
    while !Task.isCancelled, let entry = picker.next(&random), mayBegin(since: start), tally.begin(limit: clients) {
      let isAnswered = await tally.finish(entry, clock: clock, send)
      if !isAnswered { try? await clock.sleep(for: Self.rest) }
    }
  }

  private func mayBegin(since start: Duration) -> Bool {
    switch extent {
    case .requests(let count): begun.wrappingAdd(1, ordering: .relaxed).oldValue < count
    case .duration(let span): clock.now - start < span
    case .unlimited: true
    }
  }
}
