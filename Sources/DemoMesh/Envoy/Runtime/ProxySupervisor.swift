/// Keeps one proxy running until its task is cancelled: starts it, asks whether it is ready, starts it again when it
/// ends, and tells of all that.
struct ProxySupervisor: Sendable {
  /// A proxy that runs.
  protocol Proxy: Sendable {
    func end() async -> ChildProcess.End
    /// Asks it to end, and sees to it.
    func terminate()
  }

  /// How often a proxy is asked that is not ready yet, and one that is.
  static let eager = Duration.milliseconds(40)
  static let calm = Duration.seconds(1)
  /// So many times in a row a ready proxy must not answer to be called unready.
  static let patience = 3

  /// Starts the proxy.
  let launch: @Sendable () async throws -> any Proxy
  /// Asks it whether it is ready.
  let probe: @Sendable () async -> Bool
  let report: @Sendable (ProxyReport) async -> Void
  let clock: ElapsedClock
  /// Seconds since 1970.
  let now: @Sendable () -> Double

  /// Returns when the task is cancelled and the proxy has ended.
  func run() async {
    var backoff = RestartBackoff()
    var state = ProxyReport()
    while !Task.isCancelled {
      let launched = clock.now
      do {
        let proxy = try await launch()
        state.startedAt = now()
        state.waiting = nil
        await report(state)
        let end = await attend(proxy, &state)
        let started = state.startedAt ?? now()
        var signal: Int32?
        if case .signalled(let number) = end { signal = number }
        state.lastExit = ProxyReport.Exit(code: end.code, signal: signal, startedAt: started, finishedAt: now())
        state.waiting = "the proxy \(end)"
      } catch {
        state.waiting = "\(error)"
      }
      state.startedAt = nil
      state.isReady = false
      if Task.isCancelled { return }
      let pause = backoff.next(alive: clock.now - launched)
      state.waiting = "back-off \(Self.text(pause)) restarting failed proxy: \(state.waiting ?? "")"
      await report(state)
      try? await clock.sleep(for: pause)
      state.restarts += 1
    }
  }

  /// Watches over a proxy until it ends.
  private func attend(_ proxy: any Proxy, _ state: inout ProxyReport) async -> ChildProcess.End {
    let running = state
    let end = await withTaskGroup(of: ChildProcess.End?.self) { group in
      group.addTask {
        await ask(running)
        return nil
      }
      group.addTask {
        await withTaskCancellationHandler {
          await proxy.end()
        } onCancel: {
          proxy.terminate()
        }
      }
      var end: ChildProcess.End?
      for await result in group {
        guard let result else { continue }
        end = result
        group.cancelAll()
      }
      return end
    }
    // The process's own task gives its end in every case.
    return end ?? .exited(0)
  }

  /// Asks again and again whether the proxy is ready, and tells of changes, until the task is cancelled.
  private func ask(_ running: ProxyReport) async {
    var state = running
    var failures = 0
    while !Task.isCancelled {
      let isReady = await probe()
      if Task.isCancelled { return }
      failures = isReady ? 0 : failures + 1
      if isReady != state.isReady, isReady || failures >= Self.patience {
        state.isReady = isReady
        await report(state)
      }
      try? await clock.sleep(for: state.isReady && failures == 0 ? Self.calm : Self.eager)
    }
  }

  private static func text(_ span: Duration) -> String {
    let (seconds, fraction) = span.components
    return fraction == 0 ? "\(seconds)s" : "\(seconds * 1000 + fraction / 1_000_000_000_000_000)ms"
  }
}
