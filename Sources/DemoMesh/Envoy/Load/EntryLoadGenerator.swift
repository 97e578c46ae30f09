/// An open load: requests are sent when they are due, whether or not earlier ones have been answered, as users do who
/// know nothing of each other.
actor EntryLoadGenerator {
  /// A schedule that is further behind than this skips what it missed: a computer that slept is not made up for.
  private static let largestDelay: Duration = .seconds(1)

  private let picker: EntryPicker
  private let pacing: LoadPacing
  private let limit: Int
  private let clock: ElapsedClock
  private let send: @Sendable (EntryLoad) async throws -> Int
  private let tally = LoadTally()
  private var random: RandomSource
  /// The wait for the next request, which a change of rate ends.
  private var wait: Task<Void, any Error>?

  /// Requests per second; 0 pauses.
  private(set) var rate: Double

  /// - Parameters:
  ///   - rate: requests per second over all entries.
  ///   - limit: the most requests under way; what is due beyond it is not sent but counted as overflow.
  ///   - send: sends one request and returns its status, such as `GatewayClient.send`.
  init(
    entries: [EntryLoad], rate: Double, pacing: LoadPacing = .poisson, limit: Int = 1024, seed: UInt64,
    clock: some Clock<Duration> = ContinuousClock(), send: @escaping @Sendable (EntryLoad) async throws -> Int
  ) {
    picker = EntryPicker(entries)
    self.rate = max(0, rate)
    self.pacing = pacing
    self.limit = limit
    self.clock = ElapsedClock(clock)
    self.send = send
    random = RandomSource(seed: seed)
  }

  /// What became of the requests so far.
  nonisolated var summary: LoadSummary { tally.summary }

  /// Changes the load; a new interval begins.
  func setRate(_ rate: Double) {
    self.rate = max(0, rate)
    wait?.cancel()
  }

  /// Sends until the task is cancelled; requests under way end then.
  func run() async {
    await withDiscardingTaskGroup { group in
      var due = clock.now
      while !Task.isCancelled {
        let rate = rate
        guard rate > 0 else {
          _ = await pause(until: clock.now + .seconds(86_400))
          due = clock.now
          continue
        }
        due = max(due, clock.now - Self.largestDelay) + .seconds(pacing.interval(rate: rate, &random))
        guard await pause(until: due) else {
          due = clock.now
          continue
        }
        guard let entry = picker.next(&random) else { return }
        if tally.begin(limit: limit) {
          group.addTask { [tally, clock, send] in _ = await tally.finish(entry, clock: clock, send) }
        }
      }
      group.cancelAll()
    }
  }

  /// - Returns: false if the wait was cut short.
  private func pause(until time: Duration) async -> Bool {
    if clock.now >= time {
      // A load that is behind lets others at the actor too.
      await Task.yield()
      return true
    }
    let wait = Task { [clock] in try await clock.sleep(until: time) }
    self.wait = wait
    defer { self.wait = nil }
    return await withTaskCancellationHandler {
      (try? await wait.value) != nil
    } onCancel: {
      wait.cancel()
    }
  }
}
