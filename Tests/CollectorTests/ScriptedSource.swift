import Synchronization

@testable import Collector

/// A mesh whose inventory and answers a test dictates.
final class ScriptedSource: MeshSource {
  /// How a proxy behaves.
  enum Behaviour: Sendable {
    /// A page that depends on the time.
    case page(@Sendable (Double) -> String)
    case failure(PollFailure)
    /// Answers never; ends when the deadline has passed.
    case hangs
  }

  private let clock: TestClock
  private let behaviours = Mutex<[String: Behaviour]>([:])
  private let polls = Mutex<[String: [Double]]>([:])
  private let running = Mutex<(now: Int, most: Int)>((0, 0))
  private let stream: AsyncStream<MeshInventory>
  private let continuation: AsyncStream<MeshInventory>.Continuation

  init(clock: TestClock) {
    self.clock = clock
    (stream, continuation) = AsyncStream.makeStream(of: MeshInventory.self)
  }

  func set(_ id: String, _ behaviour: Behaviour) { behaviours.withLock { $0[id] = behaviour } }

  func emit(_ proxies: [String]) {
    continuation.yield(
      MeshInventory(
        proxies: proxies.map { ProxyTarget(id: $0, namespace: "default", pod: $0, workload: $0, address: .url($0)) }))
  }

  /// When a proxy was asked.
  func times(_ id: String) -> [Double] { polls.withLock { $0[id] ?? [] } }
  /// The most polls that ran at the same time.
  var most: Int { running.withLock { $0.most } }

  func inventory(namespaces: [String]?) -> AsyncStream<MeshInventory> { stream }

  func poll(_ request: PollRequest, into fold: PollFold) async throws(PollFailure) -> PollFold {
    let id = request.target.id
    polls.withLock { $0[id, default: []].append(clock.now) }
    running.withLock {
      $0.now += 1
      $0.most = max($0.most, $0.now)
    }
    defer { running.withLock { $0.now -= 1 } }
    switch behaviours.withLock({ $0[id] }) {
    case .page(let text):
      var fold = fold
      var page = text(clock.now)
      page.withUTF8 { _ = fold.consume(UnsafeRawBufferPointer($0)) }
      return fold
    case .failure(let failure): throw failure
    case .hangs, nil:
      try? await clock.sleep(until: clock.now + request.deadline)
      throw PollFailure(reason: "no answer within \(request.deadline) s", isUnresponsive: true)
    }
  }

  func shutdown() async { continuation.finish() }
}
