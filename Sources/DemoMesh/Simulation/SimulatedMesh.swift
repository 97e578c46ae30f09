import MeshModel
import TrafficConfig

/// A mesh in a process: every request walks the call graph on its own, through simulated proxies that obey the
/// configuration they have been sent and count what they see as Istio's do.
///
/// Time is simulated. `advance(to:)` moves it by hand, and then a run depends on nothing but the topology, the seed,
/// and the calls made; `run()` lets it follow the real clock.
public actor SimulatedMesh {
  /// What is simulated.
  public nonisolated let topology: MeshTopology
  private let engine: MeshEngine
  private var isRunning = false
  /// Requests sent by hand that wait for their response.
  private var waiting = 0

  /// A mesh without pods and configuration; both come with `configure(_:)`.
  public init(topology: MeshTopology, options: SimulationOptions = SimulationOptions()) {
    self.topology = topology
    engine = MeshEngine(topology: topology, options: options)
  }

  /// Simulated seconds since the start.
  public var now: Double { engine.now }

  /// Requests per second that enter at the gateway.
  public var rate: Double { engine.rate }

  /// Takes over what the control plane holds now: objects, services, and the pods of the workloads.
  ///
  /// Pods start and stop at once; a new one has a proxy that counts from zero, and that of a stopped one is gone. The
  /// proxies hear of everything else within `SimulationOptions.propagation`.
  public func configure(_ configuration: MeshConfiguration) { engine.configure(configuration) }

  /// Lets everything happen that is due up to `time`, in simulated seconds since the start.
  ///
  /// - Complexity: O(*n* log *n*) for *n* events.
  public func advance(to time: Double) { engine.advance(to: time) }

  /// Changes the load; 0 stops it.
  public func setRate(_ rate: Double) { engine.setRate(rate) }

  /// What the application of a workload does.
  public func behaviour(of workload: WorkloadID) -> WorkloadBehaviour? { engine.behaviours[workload] }

  /// Changes what the application of a workload does, for instance its error rate.
  public func setBehaviour(_ behaviour: WorkloadBehaviour, of workload: WorkloadID) {
    engine.setBehaviour(behaviour, of: workload)
  }

  /// Sends one request to the ingress gateway and waits for its response.
  ///
  /// While `run()` does not move the clock, this moves it up to the response.
  ///
  /// - Parameters:
  ///   - host: the Host header; a port in it is ignored.
  ///   - path: with the query, if there is one.
  ///   - headers: names in any case.
  ///   - sourceAddress: the client's, for source-IP hashing.
  /// - Returns: nil when the gateway has no pod.
  public func request(
    host: String, path: String, method: String = "GET", headers: [String: String] = [:],
    sourceAddress: String = "127.0.0.1"
  ) async -> EntryResponse? {
    let request = SimulatedRequest(
      authority: HostName.withoutPort(host), port: topology.gateway.httpPort.number, path: path, method: method,
      headers: Dictionary(headers.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first }),
      sourceAddress: sourceAddress)
    guard isRunning else { return engine.exchange(request) }
    waiting += 1
    return await withCheckedContinuation { continuation in
      engine.enter(request) { [self] response in
        assumeIsolated { $0.waiting -= 1 }
        continuation.resume(returning: response)
      }
    }
  }

  /// Lets the clock follow the real one until the task is cancelled, in slices of `slice`.
  ///
  /// A computer that sleeps or is too slow loses time rather than piling it up.
  public func run(slice: Duration = .milliseconds(50)) async {
    isRunning = true
    defer {
      isRunning = false
      // Nobody is left waiting.
      while waiting > 0, engine.step() {}
    }
    let clock = ContinuousClock()
    var last = clock.now
    while !Task.isCancelled {
      let next = clock.now
      let elapsed = next - last
      last = next
      engine.advance(to: engine.now + min(elapsed / .seconds(1), SimulatedMesh.longestSlice))
      try? await clock.sleep(until: next + slice)
    }
  }

  private static let longestSlice: Double = 1
}

extension SimulatedMesh: PodStatsProvider {
  /// The stats port of a pod's proxy: 15090 as Envoy's, 15020 as pilot-agent's.
  public func stats(namespace: String, pod: String, port: Int, path: String, query: String) async -> PodAnswer? {
    engine.stats(namespace: namespace, pod: pod, port: port, path: path, query: query)
  }
}
