import Documents
import Synchronization
import Testing

@testable import Kubernetes

@Suite struct ReflectorTests {
  private typealias Store = ResourceStore<String>

  private static func list(_ names: [String], _ version: Int) -> TestServer.Reply {
    let items = names.map { #"{"metadata":{"namespace":"a","name":"\#($0)"}}"# }.joined(separator: ",")
    return .json(#"{"metadata":{"resourceVersion":"\#(version)"},"items":[\#(items)]}"#)
  }

  /// Follows a scripted server until `end` holds and returns the states on the way, in short, and the requests.
  private func follow(
    until end: @escaping @Sendable (Store) -> Bool, options: ClientOptions = ClientOptions(),
    clock: any Clock<Duration> = InstantClock(endless: .seconds(3_600)),
    _ handler: @escaping @Sendable (TestServer.Request, Int) async -> TestServer.Reply
  ) async throws -> (states: [String], requests: [String]) {
    try await TestServer.run(handler) { server in
      var options = options
      options.requestTimeout = .seconds(86_400)
      if options.watchIdle > .seconds(100) { options.watchIdle = .seconds(86_400) }
      let states = try await server.client(options: options, clock: clock) { client in
        let reflector = Reflector(
          client: client, kind: .pods, namespace: "a", backoff: Backoff(random: { 0.5 }),
          decode: { $0["metadata"]?["name"]?.string })
        let states = Mutex<[String]>([])
        let (done, signal) = AsyncStream<Void>.makeStream()
        let task = Task {
          await reflector.run { store in
            states.withLock { $0.append(Self.short(store)) }
            if end(store) { signal.finish() }
          }
        }
        for await _ in done {}
        task.cancel()
        await task.value
        return states.withLock { $0 }
      }
      let requests = server.requests.map { request in
        request.query["watch"] == nil ? "list" : "watch \(request.query["resourceVersion"] ?? "")"
      }
      return (states, requests)
    }
  }

  private static func short(_ store: Store) -> String {
    let names = store.sorted.joined(separator: ",")
    return switch store.state {
    case .loading: "loading"
    case .current: "\(names)@\(store.resourceVersion)"
    case .stale(let error): "stale \(names): \(error.exitCode)"
    }
  }

  @Test func listsWatchesAndGoesOnWhereTheStreamEnded() async throws {
    let (states, requests) = try await follow(until: { $0.resourceVersion == "8" }) { request, number in
      switch number {
      case 0: Self.list(["p", "q"], 5)
      case 1: .stream(.text(WatchTests.line("ADDED", "r", 6) + WatchTests.bookmark(7)))
      default: .stream(.text(WatchTests.line("DELETED", "p", 8)), .hold)
      }
    }
    #expect(states == ["p,q@5", "p,q,r@7", "q,r@8"])
    #expect(requests == ["list", "watch 5", "watch 7"])
  }

  @Test func listsAgainWhenTheVersionIsGone() async throws {
    let (states, requests) = try await follow(until: { $0.resourceVersion == "50" }) { _, number in
      switch number {
      case 0: Self.list(["p"], 5)
      case 1: .stream(.text(WatchTests.expired))
      case 2: Self.list(["q"], 50)
      default: .stream(.hold)
      }
    }
    #expect(states == ["p@5", "q@50"])
    #expect(requests.prefix(3) == ["list", "watch 5", "list"])
  }

  @Test func goesOnAfterACutFromTheLastWholeLine() async throws {
    let (states, requests) = try await follow(until: { $0.resourceVersion == "7" }) { _, number in
      switch number {
      case 0: Self.list([], 5)
      case 1: .stream(.text(WatchTests.line("ADDED", "p", 6) + "{\"type\":\"ADD"), .cut)
      default: .stream(.text(WatchTests.line("ADDED", "q", 7)), .hold)
      }
    }
    #expect(states == ["@5", "p@6", "p,q@7"])
    #expect(requests == ["list", "watch 5", "watch 6"])
  }

  @Test func keepsTheObjectsAndSaysStaleWhileItFails() async throws {
    let (states, _) = try await follow(until: { $0.resourceVersion == "9" }) { _, number in
      switch number {
      case 0: Self.list(["p"], 5)
      case 1: .status(403, reason: "Forbidden", message: "no watch")
      case 2: .status(500, reason: "", message: "boom")
      case 3: Self.list(["p", "q"], 9)
      default: .stream(.hold)
      }
    }
    #expect(states == ["p@5", "stale p: 4", "stale p: 1", "p,q@9"])
  }

  @Test func aSilentWatchIsReplacedByAList() async throws {
    var options = ClientOptions()
    options.watchIdle = .milliseconds(1)
    let (states, _) = try await follow(until: { $0.resourceVersion == "9" }, options: options) { request, number in
      if request.query["watch"] != nil { return .stream(.hold) }
      return number == 0 ? Self.list(["p"], 5) : Self.list(["q"], 9)
    }
    #expect(states == ["p@5", "q@9"])
  }

  @Test func waitsGrowWithFailuresAndStartSmallAgain() {
    var backoff = Backoff(first: .seconds(1), limit: .seconds(8), random: { 0 })
    #expect((0..<6).map { _ in backoff.next() } == [0.5, 1, 2, 4, 4, 4].map { .milliseconds(Int64($0 * 1_000)) })
    backoff.reset()
    #expect(backoff.next() == .milliseconds(500))
  }

  @Test func jitterStaysWithinHalf() {
    for value in [0, 0.25, 0.999] {
      var backoff = Backoff(first: .seconds(2), random: { value })
      #expect((.seconds(1) ... .seconds(2)).contains(backoff.next()))
    }
  }
}
