import Synchronization
import TrafficConfig

/// Runs the controllers whenever something changed or is due, and tells what routes traffic after each change.
final class ControllerLoop: Sendable {
  typealias ConfigurationHandler = @Sendable (MeshConfiguration) async -> Void

  private let store: ObjectStore
  private let names: NameSource
  private let timing: PodTiming
  private let network: PodNetwork
  private let proxies: ProxyReports?
  private let clock: @Sendable () -> Double
  private let handler = Mutex<ConfigurationHandler?>(nil)
  private let task = Mutex<Task<Void, Never>?>(nil)
  private let bell = Mutex<AsyncStream<Void>.Continuation?>(nil)

  init(
    store: ObjectStore, names: NameSource, timing: PodTiming, network: PodNetwork, proxies: ProxyReports? = nil,
    clock: @escaping @Sendable () -> Double
  ) {
    self.store = store
    self.names = names
    self.timing = timing
    self.network = network
    self.proxies = proxies
    self.clock = clock
  }

  /// Brings everything to its wish without waiting for pods to start.
  func settle() {
    for _ in 0..<16 {
      let before = store.revision
      pass(.immediate)
      if store.revision == before { return }
    }
  }

  /// Begins to run; the handler gets the configuration as it is now, and anew after each change, one at a time.
  func start(onConfigurationChange: @escaping ConfigurationHandler) {
    handler.withLock { $0 = onConfigurationChange }
    let (alarms, ring) = store.alarms()
    ring.yield()
    bell.withLock { $0 = ring }
    let running = Task { [weak self] in
      var timer: Task<Void, Never>?
      var told = -1
      for await _ in alarms {
        guard let self, !Task.isCancelled else { break }
        timer?.cancel()
        let due = pass(timing)
        if let due {
          let delay = max(0, due - clock())
          timer = Task {
            try? await Task.sleep(for: .seconds(delay))
            if !Task.isCancelled { ring.yield() }
          }
        }
        let latest = store.latestRevision(of: MeshConfigurationReader.resources)
        guard latest != told else { continue }
        told = latest
        await handler.withLock { $0 }?(MeshConfigurationReader(store: store).configuration())
      }
      timer?.cancel()
    }
    task.withLock { $0 = running }
  }

  /// Lets a pass run soon, for news that are not in the store.
  func wake() { bell.withLock { _ = $0?.yield() } }

  func stop() async {
    let running = task.withLock { $0 }
    running?.cancel()
    await running?.value
  }

  @discardableResult
  private func pass(_ timing: PodTiming) -> Double? {
    let pass = ControllerPass(names: names, timing: timing, network: network, proxies: proxies, now: clock())
    return store.transaction { pass.run(&$0) }
  }
}
