import Synchronization
import Testing

@testable import DemoMesh

@Suite("Proxies are kept running")
struct ProxySupervisorTests {
  /// A proxy whose life the test decides.
  private final class ScriptedProxy: ProxySupervisor.Proxy {
    private struct State {
      var end: ChildProcess.End?
      var waiting: CheckedContinuation<ChildProcess.End, Never>?
      var isAsked = false
    }

    private let state = Mutex(State())
    var isAskedToEnd: Bool { state.withLock { $0.isAsked } }

    func finish(_ end: ChildProcess.End) {
      state.withLock { state in
        state.end = end
        defer { state.waiting = nil }
        return state.waiting
      }?.resume(returning: end)
    }

    func end() async -> ChildProcess.End {
      await withCheckedContinuation { continuation in
        let end = state.withLock { state in
          if state.end == nil { state.waiting = continuation }
          return state.end
        }
        if let end { continuation.resume(returning: end) }
      }
    }

    func terminate() {
      state.withLock { $0.isAsked = true }
      finish(.signalled(15))
    }
  }

  private struct NoProgram: Error, CustomStringConvertible {
    var description: String { "no program" }
  }

  @Test("The pause doubles from half a second to ten seconds, and begins anew after half a minute")
  func backoff() {
    var backoff = RestartBackoff()
    let pauses = (0..<7).map { _ in backoff.next(alive: .seconds(29)) }
    #expect(pauses.map { $0 / .seconds(1) } == [0.5, 1, 2, 4, 8, 10, 10])
    #expect(backoff.next(alive: .seconds(30)) == .milliseconds(500))
    #expect(backoff.next(alive: .zero) == .seconds(1))
  }

  @Test("A proxy that cannot be started is tried again, ever later, and the reports say why")
  func failing() async {
    let (reports, sink) = AsyncStream.makeStream(of: ProxyReport.self)
    let clock = StepClock()
    let supervisor = ProxySupervisor(
      launch: { throw NoProgram() }, probe: { false }, report: { sink.yield($0) }, clock: ElapsedClock(clock),
      now: { 1000 })
    let task = Task { await supervisor.run() }
    var waits: [String] = []
    var restarts: [Int] = []
    for await report in reports {
      waits.append(report.waiting ?? "")
      restarts.append(report.restarts)
      #expect(!report.isReady && report.startedAt == nil && report.lastExit == nil)
      if waits.count == 3 { break }
    }
    task.cancel()
    await task.value
    #expect(restarts == [0, 1, 2])
    #expect(
      waits == ["500ms", "1s", "2s"].map { "back-off \($0) restarting failed proxy: no program" })
  }

  @Test("Readiness, an end and the next start are told in order; at the end the proxy is ended too")
  func life() async throws {
    let (reports, sink) = AsyncStream.makeStream(of: ProxyReport.self)
    let (proxies, launched) = AsyncStream.makeStream(of: ScriptedProxy.self)
    let clock = StepClock()
    let isReady = Mutex(false)
    let supervisor = ProxySupervisor(
      launch: {
        let proxy = ScriptedProxy()
        launched.yield(proxy)
        return proxy
      }, probe: { isReady.withLock { $0 } }, report: { sink.yield($0) }, clock: ElapsedClock(clock), now: { 1000 })
    let task = Task { await supervisor.run() }
    var news = reports.makeAsyncIterator()
    var starts = proxies.makeAsyncIterator()

    let first = try #require(await starts.next())
    #expect(await news.next() == ProxyReport(startedAt: 1000))
    isReady.withLock { $0 = true }
    #expect(await news.next() == ProxyReport(startedAt: 1000, isReady: true))
    isReady.withLock { $0 = false }
    #expect(await news.next() == ProxyReport(startedAt: 1000), "a proxy that does not answer is not ready")
    isReady.withLock { $0 = true }
    #expect(await news.next() == ProxyReport(startedAt: 1000, isReady: true))

    isReady.withLock { $0 = false }
    clock.advance(by: .seconds(60))
    first.finish(.signalled(9))
    var report = try #require(await news.next())
    while report.startedAt != nil { report = try #require(await news.next()) }
    let exit = ProxyReport.Exit(code: 137, signal: 9, startedAt: 1000, finishedAt: 1000)
    #expect(report.lastExit == exit)
    #expect(report.waiting == "back-off 500ms restarting failed proxy: the proxy was ended by signal 9")
    #expect(report.restarts == 0)

    let second = try #require(await starts.next())
    #expect(await news.next() == ProxyReport(startedAt: 1000, restarts: 1, lastExit: exit))
    task.cancel()
    await task.value
    #expect(second.isAskedToEnd)
    #expect(!first.isAskedToEnd)
  }
}
