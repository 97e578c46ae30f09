import NIOPosix
import Synchronization

@testable import Kubernetes

extension TestServer {
  /// Runs `body` with a client of this server.
  func client<Result>(
    token: String? = "s3cret-token", options: ClientOptions = ClientOptions(),
    clock: any Clock<Duration> = ContinuousClock(),
    reload: (@Sendable () -> Credentials?)? = nil, _ body: (KubernetesClient) async throws -> Result
  ) async throws -> Result {
    var connection = ClusterConnection(
      server: ServerURL(isTLS: false, host: "127.0.0.1", port: port), contextName: "test", userName: "ann",
      credentials: token.map { .token(Secret($0)) } ?? .none)
    if let reload {
      connection.reload = { [connection] in
        guard let fresh = reload() else { return nil }
        var connection = connection
        connection.credentials = fresh
        return connection
      }
    }
    let client = try KubernetesClient(connection: connection, options: options, clock: clock)
    let result = try await body(client)
    await client.shutdown()
    return result
  }
}

/// A server with one answer for everything, and a client of it.
func answering<Result: Sendable>(
  _ reply: TestServer.Reply, options: ClientOptions = ClientOptions(), clock: any Clock<Duration> = ContinuousClock(),
  _ body: (KubernetesClient) async throws -> Result
) async throws -> Result {
  try await TestServer.run({ _, _ in reply }) { server in
    try await server.client(options: options, clock: clock, body)
  }
}

/// The error of a call that must fail.
func failure<Value>(_ body: () async throws(KubernetesError) -> Value) async -> KubernetesError? {
  do throws(KubernetesError) {
    _ = try await body()
    return nil
  } catch {
    return error
  }
}

/// A clock whose sleeps end at once, and that remembers how long they should have been.
final class InstantClock: Clock {
  typealias Instant = ContinuousClock.Instant

  private let asked = Mutex<[Duration]>([])
  /// Sleeps of this length or longer never end unless cancelled.
  private let endless: Duration

  init(endless: Duration = .seconds(25)) { self.endless = endless }

  var sleeps: [Duration] { asked.withLock { $0 } }
  var now: Instant { ContinuousClock.now }
  var minimumResolution: Duration { .nanoseconds(1) }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    let length = now.duration(to: deadline)
    guard length < endless - .seconds(1) else { return try await Task.sleep(for: .seconds(86_400)) }
    asked.withLock { $0.append(length) }
    try Task.checkCancellation()
    await Task.yield()
  }
}

/// A fixed sequence for property and fuzz tests.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }
}
