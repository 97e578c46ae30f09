import MeshModel
import NIOCore
import NIOPosix
import Synchronization
import TrafficConfig

/// The applications of the demo as real HTTP servers, one for each pod, behind the pods' real sidecars.
///
/// A pod's application listens on the pod's address at `EnvoyPorts.application` of its workload's port, and calls
/// other services through its own sidecar. What it does with a request is its workload's `WorkloadBehaviour`, as in
/// the simulated mesh; Bookinfo's have real pages. A change of behaviour is for later requests.
final class MeshApplications: Sendable {
  /// A pod's application that is to run.
  private struct Place: Hashable {
    var workload: WorkloadID
    var pod: String
    var address: String
  }

  private struct State {
    var behaviours: [WorkloadID: WorkloadBehaviour]
    var counts: [AppEdge: Int] = [:]
    var servers: [Place: LoopbackServer] = [:]
    var problems: [String: String] = [:]
    var isStopped = false
    /// The latest change of what runs; the next waits for it.
    var change: Task<Void, Never>?
  }

  private let topology: MeshTopology
  private let seed: UInt64
  private let clock: ElapsedClock
  private let client: LoopbackClient
  private let workloads: [WorkloadID: DemoWorkload]
  private let callers: [String: WorkloadID]
  private let state: Mutex<State>

  /// - Parameters:
  ///   - seed: for the random choices of the applications.
  ///   - clock: for their working time and their patience.
  init(topology: MeshTopology, seed: UInt64, clock: some Clock<Duration> = ContinuousClock()) {
    self.topology = topology
    self.seed = seed
    self.clock = ElapsedClock(clock)
    // Far above what Bookinfo needs: what waits, waits in the proxies, where it is counted.
    client = LoopbackClient(connectionsPerHost: 512)
    workloads = Dictionary(topology.workloads.map { ($0.id, $0) }) { first, _ in first }
    callers = Dictionary(topology.workloads.map { ($0.id.description, $0.id) }) { first, _ in first }
    state = Mutex(State(behaviours: workloads.mapValues(\.behaviour)))
  }

  /// What of a topology real proxies cannot carry here, one sentence for each; empty if all is well.
  ///
  /// The applications speak HTTP/1.1 only, and without iptables there is no way into the mesh for plain TCP.
  static func limits(of topology: MeshTopology) -> [String] {
    topology.services.flatMap { service in
      service.ports.filter { $0.carries != .http }.map {
        "\(service.id) speaks \($0.carries.rawValue) on port \($0.number): real proxies carry HTTP only here"
      }
    }
  }

  /// Starts the applications of new pods, ready or not, and stops those of pods that are gone.
  ///
  /// Calls follow one another; each returns when what it asks for is done.
  func follow(_ configuration: MeshConfiguration) async {
    var wanted: Set<Place> = []
    for workload in configuration.workloads where workloads[workload.id] != nil {
      for pod in workload.pods where !pod.ip.isEmpty {
        wanted.insert(Place(workload: workload.id, pod: pod.name, address: pod.ip))
      }
    }
    await change(to: wanted)
  }

  /// Stops all applications; requests under way end.
  func stop() async {
    state.withLock { $0.isStopped = true }
    await change(to: [])
    await client.shutdown()
  }

  /// What the application of a workload does; nil for a workload that has none.
  func behaviour(of workload: WorkloadID) -> WorkloadBehaviour? { state.withLock { $0.behaviours[workload] } }

  /// Changes what the application of a workload does, for instance its error rate.
  func setBehaviour(_ behaviour: WorkloadBehaviour, of workload: WorkloadID) {
    guard workloads[workload] != nil else { return }
    state.withLock { $0.behaviours[workload] = behaviour }
  }

  /// How many requests the applications have been asked, by who asked which pod.
  var requestCounts: [AppEdge: Int] { state.withLock { $0.counts } }

  /// Why pods have no application, by `namespace/pod`; tried again with each `follow`.
  var problems: [String: String] { state.withLock { $0.problems } }

  // MARK: - What runs

  private func change(to wanted: Set<Place>) async {
    let task = state.withLock { state in
      let before = state.change
      let task = Task { [self] in
        await before?.value
        await run(wanted)
      }
      state.change = task
      return task
    }
    await task.value
  }

  private func run(_ asked: Set<Place>) async {
    let (gone, new) = state.withLock { state in
      let wanted = state.isStopped ? [] : asked
      state.problems = [:]
      let gone = state.servers.filter { !wanted.contains($0.key) }
      for place in gone.keys { state.servers[place] = nil }
      return (Array(gone.values), wanted.filter { state.servers[$0] == nil })
    }
    await withDiscardingTaskGroup { group in
      for server in gone { group.addTask { await server.stop() } }
    }
    await withDiscardingTaskGroup { group in
      for place in new { group.addTask { [self] in await start(place) } }
    }
  }

  private func start(_ place: Place) async {
    guard let workload = workloads[place.workload] else { return }
    let application = application(of: workload, place)
    let port = EnvoyPorts.application(workload.port)
    do {
      let server = try await LoopbackServer.start(host: place.address, port: port) { [self] request in
        count(request, place)
        return await application.answer(request)
      }
      state.withLock { $0.servers[place] = server }
    } catch {
      let reason = "its application cannot listen on \(place.address):\(port): \(error)"
      state.withLock { $0.problems["\(place.workload.namespace)/\(place.pod)"] = reason }
    }
  }

  private func application(of workload: DemoWorkload, _ place: Place) -> PodApplication {
    let server = AppServer(
      workload: workload.id, app: workload.app ?? workload.name, version: workload.version ?? "v1", pod: place.pod)
    let random = AppRandom(seed: seed ^ RandomSource.hash("\(workload.namespace)/\(place.pod)"))
    let behaviour: @Sendable () -> WorkloadBehaviour = { [self] in
      self.behaviour(of: workload.id) ?? workload.behaviour
    }
    return PodApplication(
      server: server, address: place.address, pages: pages(of: server, behaviour, random), client: client,
      clock: clock, random: random, behaviour: behaviour)
  }

  private func pages(
    of server: AppServer, _ behaviour: @escaping @Sendable () -> WorkloadBehaviour, _ random: AppRandom
  ) -> any AppPages {
    if topology.name == "bookinfo", let service = BookinfoPages.Service(rawValue: server.app) {
      return BookinfoPages(service: service)
    }
    return PlainPages {
      let median = Double(behaviour().responseBytes)
      return Int(random.draw { random in random.logNormal(median: median, spread: 0.2) })
    }
  }

  private func count(_ request: APIRequest, _ place: Place) {
    let caller = request.headers.first(name: AppHeaders.caller).flatMap { callers[$0] }
    let edge = AppEdge(caller: caller, workload: place.workload, pod: place.pod)
    state.withLock { $0.counts[edge, default: 0] += 1 }
  }
}
