import NIOHTTP1
import Synchronization

/// Sends requests to the ingress gateway's pods, in turn, as a load balancer in front of them would.
final class GatewayClient: Sendable {
  /// There is no gateway to send to.
  struct NoGateway: Error {}

  private let client: LoopbackClient
  private let clock: ElapsedClock
  private let patience: Duration
  private let targets: Mutex<(addresses: [String], turn: Int)>

  /// - Parameters:
  ///   - addresses: `host:port` of each gateway pod.
  ///   - connections: the most connections to one of them.
  ///   - patience: how long a response may take.
  init(
    addresses: [String] = [], connections: Int, patience: Duration = .seconds(30),
    clock: some Clock<Duration> = ContinuousClock()
  ) {
    client = LoopbackClient(connectionsPerHost: connections)
    self.clock = ElapsedClock(clock)
    self.patience = patience
    targets = Mutex((addresses, 0))
  }

  /// The gateway's pods from now on.
  func setAddresses(_ addresses: [String]) { targets.withLock { $0 = (addresses, 0) } }

  /// Sends one request and reads its response.
  ///
  /// - Returns: the status.
  /// - Throws: when there is no response.
  func send(_ entry: EntryLoad) async throws -> Int {
    let address = targets.withLock { targets -> String? in
      guard !targets.addresses.isEmpty else { return nil }
      targets.turn = (targets.turn + 1) % targets.addresses.count
      return targets.addresses[targets.turn]
    }
    guard let address else { throw NoGateway() }
    var headers = HTTPHeaders(entry.headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    headers.replaceOrAdd(name: "Host", value: entry.host)
    let head = headers
    return try await clock.limited(to: patience) { [client] in
      try await client.send(
        entry.method, "http://\(address)\(entry.path)", headers: head, limit: 16 << 20, into: ()
      ) { _, _ in }.status
    }
  }

  /// Closes the connections.
  func shutdown() async { await client.shutdown() }
}
