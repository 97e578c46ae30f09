import Documents
import Synchronization
import Testing

@testable import Kubernetes

/// Every call against a server that does everything wrong, over every kind of connection.
@Suite struct HostileServerTests {
  private static func options(_ fault: Fault) -> ClientOptions {
    var options = ClientOptions()
    if fault.read == .fails("timeout", 1) { options.requestTimeout = .seconds(3) }
    options.maxAnswerBytes = 100_000
    return options
  }

  /// What becomes of a call to a server with a fault.
  private func outcome(
    _ fault: Fault, _ wire: Wire, _ call: @Sendable (KubernetesClient) async throws(KubernetesError) -> JSONValue
  ) async throws -> Fault.Outcome {
    try await TestServer.run(
      tls: wire.server, { _, number in fault.isLasting || number == 0 ? fault.reply : .json(Fault.object) }
    ) { server in
      let client = try KubernetesClient(
        connection: wire.connection(port: server.port), options: Self.options(fault), clock: HurriedClock())
      let failure: KubernetesError?
      do throws(KubernetesError) {
        let object = try await call(client)
        #expect(object["metadata"]?["resourceVersion"]?.string == "7")
        failure = nil
      } catch {
        failure = error
        #expect(!error.operatorText.contains("s3cret"))
        #expect(error.operatorText.hasSuffix(".") || error.operatorText.hasSuffix("?"))
      }
      await client.shutdown()
      let count = server.requests.count
      return failure.map { .fails(Self.name($0.reason), count) } ?? .done(count)
    }
  }

  private static func name(_ reason: KubernetesError.Reason) -> String {
    String(String(describing: reason).prefix { $0 != "(" })
  }

  @Test(arguments: Wire.allCases, Fault.all) func reads(_ wire: Wire, _ fault: Fault) async throws {
    let outcome = try await outcome(fault, wire) { client throws(KubernetesError) in
      try await client.get(.virtualServices, namespace: "shop", name: "reviews")
    }
    #expect(outcome == fault.read)
  }

  @Test(arguments: Wire.allCases, Fault.all) func writes(_ wire: Wire, _ fault: Fault) async throws {
    let outcome = try await outcome(fault, wire) { client throws(KubernetesError) in
      try await client.replace(
        .virtualServices, namespace: "shop", name: "reviews", object: ["metadata": ["resourceVersion": "6"]]
      ).document
    }
    #expect(outcome == fault.write)
  }

  /// A token that lives for three requests, and a kubeconfig that another program keeps fresh.
  @Test(arguments: Wire.allCases) func expiringTokensAreRenewed(_ wire: Wire) async throws {
    let uses = Mutex<[String: Int]>([:])
    try await TestServer.run(
      tls: wire.server,
      { request, _ in
        let token = request.headers["authorization"] ?? ""
        let count = uses.withLock { uses in
          uses[token, default: 0] += 1
          return uses[token, default: 0]
        }
        return count > 3 ? .status(401, reason: "Unauthorized", message: "Unauthorized") : .json(Fault.object)
      }
    ) { server in
      var connection = wire.connection(port: server.port, credentials: .token(Secret("token-0")))
      let made = Mutex(0)
      let plain = connection
      connection.reload = {
        var fresh = plain
        let number = made.withLock { made in
          made += 1
          return made
        }
        fresh.credentials = .token(Secret("token-\(number)"))
        return fresh
      }
      let client = try KubernetesClient(connection: connection)
      for _ in 0..<10 { _ = try await client.get(.pods, namespace: "shop", name: "p") }
      await client.shutdown()
      #expect(
        uses.withLock { $0 } == ["Bearer token-0": 4, "Bearer token-1": 4, "Bearer token-2": 4, "Bearer token-3": 1])
    }
  }

  /// An event may be cut anywhere into chunks, within a character too.
  @Test(arguments: Wire.allCases) func watchEventsSplitAnywhere(_ wire: Wire) async throws {
    let text = Array((WatchTests.line("ADDED", "größe", 6) + WatchTests.bookmark(7)).utf8)
    try await TestServer.run(
      tls: wire.server,
      { request, _ in
        let at = Int(request.query["resourceVersion"] ?? "") ?? 0
        return .stream(.bytes(Array(text[..<at])), .bytes(Array(text[at...])))
      }
    ) { server in
      let client = try KubernetesClient(connection: wire.connection(port: server.port))
      for at in stride(from: 1, to: text.count, by: 5) {
        var seen: [String?] = []
        for try await event in client.watch(.pods, namespace: "a", resourceVersion: "\(at)") {
          seen.append(event.resourceVersion)
        }
        #expect(seen == ["6", "7"], "cut at \(at)")
      }
      await client.shutdown()
    }
  }

  @Test(arguments: Wire.allCases) func aTrickledWatchIsWhole(_ wire: Wire) async throws {
    let text = WatchTests.line("ADDED", "größe", 6) + WatchTests.bookmark(7)
    try await TestServer.run(
      tls: wire.server, { _, _ in .stream(.trickle(Array(text.utf8), every: .microseconds(50))) }
    ) {
      server in
      let client = try KubernetesClient(connection: wire.connection(port: server.port))
      var seen: [String?] = []
      for try await event in client.watch(.pods, namespace: "a", resourceVersion: "5") {
        seen.append(event.resourceVersion)
      }
      #expect(seen == ["6", "7"])
      await client.shutdown()
    }
  }
}

/// A clock on which the waits that the faults ask for, one or two seconds, are over at once; all others last.
private struct HurriedClock: Clock {
  typealias Instant = ContinuousClock.Instant
  var now: Instant { ContinuousClock.now }
  var minimumResolution: Duration { .nanoseconds(1) }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    if (.milliseconds(500)...(.milliseconds(2_100))).contains(now.duration(to: deadline)) {
      try Task.checkCancellation()
      await Task.yield()
    } else {
      try await ContinuousClock().sleep(until: deadline)
    }
  }
}
