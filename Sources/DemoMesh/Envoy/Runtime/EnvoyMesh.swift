import Documents
import MeshModel
import TrafficConfig

/// The demo's data plane of real proxies: an Envoy for each pod, configured from the control plane's objects, real
/// applications behind them, and a load.
actor EnvoyMesh: DemoDataPlane {
  /// What the mesh tells the control plane.
  struct Control: Sendable {
    /// The state of a pod's proxy; nil for one that is gone.
    var report: @Sendable (ProxyReport?, ObjectKey) -> Void
    /// What is wrong with objects; everything else is in order.
    var findings: @Sendable ([ObjectReference: StatusConditions.Finding]) -> Void
  }

  /// A proxy that is to run.
  private struct Running {
    var node: EnvoyNode
    var log: ProxyLog
    var task: Task<Void, Never>
    var report = ProxyReport()
    /// Of the present process.
    var pid: Int32?
    /// Where in the log the present process began.
    var logStart = 0
    var refusals: [XDSSubscription: [EnvoyProblem]] = [:]
  }

  /// A machine has memory for so many proxies and their applications.
  static let largest = 60
  /// How long proxies may take to get ready at the start, and how often one may fail meanwhile.
  private static let patience = Duration.seconds(60)
  private static let attempts = 4

  private nonisolated let topology: MeshTopology
  private nonisolated let ports: EnvoyPodPorts
  private let options: EnvoyOptions
  private let translation: EnvoyTranslationOptions
  private let control: Control
  private let folder: ProxyFolder
  private let xds = XDSServer()
  private let xdsPort: Int
  /// What runs behind the proxies.
  nonisolated let applications: MeshApplications
  private let agents: DemoPodListeners
  private let gateway: GatewayClient
  private let load: EntryLoadGenerator
  private let burst: ClosedBurst
  private let probes = LoopbackClient(connectionsPerHost: 2)
  private let clock = ElapsedClock(ContinuousClock())
  private let changed = ChangeSignal()

  private var running: [String: Running] = [:]
  private var configuration = MeshConfiguration()
  /// How many configurations there were, and how many of them are with the delivery.
  private var configurations = 0
  private var delivered = 0
  /// The objects that the last change of any of them changed.
  private var newest: [ObjectReference] = []
  private var translationProblems: [EnvoyProblem] = []
  private var told: [ObjectReference: StatusConditions.Finding] = [:]
  private var tasks: [Task<Void, Never>] = []
  private var isStopped = false

  /// Prepares everything; nothing runs before the first configuration.
  ///
  /// - Parameters:
  ///   - rate: requests per second that enter at the gateway.
  ///   - clients: how many clients beside that send their next request when the last is answered.
  ///   - seed: for the applications and the load.
  /// - Throws: when a port or a directory cannot be had.
  init(
    topology: MeshTopology, options: EnvoyOptions, rate: Double, clients: Int = 0, seed: UInt64, control: Control
  ) async throws {
    self.topology = topology
    self.options = options
    self.control = control
    translation = EnvoyTranslationOptions(entries: topology.entries, gateway: topology.gateway)
    try PrivateFiles.makeDirectory(options.logs)
    ProxyLog.tidy(options.logs)
    let logs = options.logs
    ports = EnvoyPodPorts { namespace, pod in ProxyLog.path(logs, namespace: namespace, pod: pod) }
    folder = try ProxyFolder(now: ControlPlane.now())
    do {
      xdsPort = try await xds.start()
    } catch {
      folder.remove()
      throw error
    }
    applications = MeshApplications(topology: topology, seed: seed)
    agents = DemoPodListeners(limit: Self.largest, ports: [EnvoyPorts.agent, EnvoyPorts.health])
    let gateway = GatewayClient(connections: 1024)
    self.gateway = gateway
    load = EntryLoadGenerator(entries: topology.entries, rate: rate, seed: seed) { try await gateway.send($0) }
    burst = ClosedBurst(entries: topology.entries, clients: clients, extent: .unlimited, seed: seed) {
      try await gateway.send($0)
    }
    let news = xds.events
    tasks.append(
      Task { [weak self] in
        for await event in news { await self?.take(event) }
      })
  }

  // MARK: Data plane

  func configure(_ configuration: MeshConfiguration) async {
    guard !isStopped else { return }
    let changed = Self.changes(from: self.configuration, to: configuration)
    if !changed.isEmpty { newest = changed }
    self.configuration = configuration
    configurations += 1
    let nodes = Self.nodes(of: configuration, gateway: topology.gateway.workload.id)
    let translator = EnvoyTranslator(configuration: configuration, options: translation)
    var problems: [EnvoyProblem] = []
    for node in nodes {
      let resources = translator.resources(for: node)
      problems += resources.problems
      await xds.set(node.id, resources)
    }
    delivered = configurations
    translationProblems = problems
    tell()
    ports.follow(configuration)
    gateway.setAddresses(gatewayAddresses(configuration))
    await applications.follow(configuration)
    let wanted = Set(nodes.map(\.id))
    let gone = running.filter { !wanted.contains($0.key) }
    for node in nodes where running[node.id] == nil { start(node) }
    await end(gone)
    await agents.follow(configuration, provider: ports)
    self.changed.ring()
  }

  func start() async throws {
    try await waitUntilReady()
    tasks.append(Task { [load] in await load.run() })
    tasks.append(Task { [burst] in await burst.run() })
  }

  func stop() async {
    isStopped = true
    for task in tasks { task.cancel() }
    await end(running)
    await xds.stop()
    for task in tasks { await task.value }
    await applications.stop()
    await agents.stop()
    await gateway.shutdown()
    await probes.shutdown()
    await ports.shutdown()
    folder.remove()
    changed.ring()
  }

  nonisolated func gatewayURL(in configuration: MeshConfiguration) -> String? {
    gatewayAddresses(configuration).first.map { "http://\($0)" }
  }

  nonisolated func base(of port: Int, _ pod: PodInfo, in namespace: String) -> String? { "http://\(pod.ip):\(port)" }

  nonisolated func stats(
    namespace: String, pod: String, port: Int, path: String, query: String
  ) async -> PodAnswer? {
    await ports.stats(namespace: namespace, pod: pod, port: port, path: path, query: query)
  }

  nonisolated func log(namespace: String, pod: String, container: String) async -> String? {
    await ports.log(namespace: namespace, pod: pod, container: container)
  }

  // MARK: State

  /// What of the objects the proxies cannot have or have refused; each once.
  var problems: [EnvoyProblem] {
    var known: Set<EnvoyProblem> = []
    let refused = running.values.sorted { $0.node.id < $1.node.id }.flatMap { running in
      running.refusals.sorted { $0.key.type.rawValue < $1.key.type.rawValue }.flatMap(\.value)
    }
    return (translationProblems + refused).filter { known.insert($0).inserted }
  }

  /// What became of the load's requests so far.
  nonisolated var summary: LoadSummary { load.summary }

  /// The numbers of the proxies' processes by `namespace/pod`.
  var processes: [String: Int32] {
    let named = running.values.compactMap { proxy in
      proxy.pid.map { ("\(proxy.node.namespace)/\(proxy.node.pod.name)", $0) }
    }
    return Dictionary(named) { first, _ in first }
  }

  /// Changes the load; 0 stops it.
  func setRate(_ rate: Double) async { await load.setRate(rate) }

  /// Returns when every pod's proxy is ready, the control plane knows it, and all of them have taken, or refused, the
  /// newest configuration.
  ///
  /// - Parameter isMeant: whether a configuration is the one that is waited for.
  /// - Throws: `EnvoyStartError` after a minute, or when one fails again and again.
  func waitUntilReady(with isMeant: @escaping @Sendable (MeshConfiguration) -> Bool = { _ in true }) async throws {
    do {
      try await clock.limited(to: Self.patience) { try await self.ready(with: isMeant) }
    } catch is PatienceError {
      throw failure { !$0.report.isReady }
    }
  }

  private func ready(with isMeant: @Sendable (MeshConfiguration) -> Bool) async throws {
    while true {
      let seen = changed.count
      let pods = configuration.workloads.flatMap(\.pods).filter(\.hasProxy)
      // Only what has reached the delivery counts, not what is on its way there.
      let isTaken = isMeant(configuration) && delivered == configurations
      let isSettled = await xds.isSettled(running.keys)
      if isTaken, isSettled, !pods.isEmpty, pods.allSatisfy(\.isReady), running.values.allSatisfy(\.report.isReady) {
        return
      }
      let isHopeless: (Running) -> Bool = { $0.report.restarts >= Self.attempts && $0.report.startedAt == nil }
      if running.values.contains(where: isHopeless) { throw failure(isHopeless) }
      await changed.wait(after: seen)
      try Task.checkCancellation()
    }
  }

  private func failure(_ isMeant: (Running) -> Bool) -> EnvoyStartError {
    let proxies = running.values.filter(isMeant).sorted { $0.node.id < $1.node.id }.map { running in
      let last = running.log.text(from: running.logStart).split(separator: "\n").last.map { " (\($0.prefix(300)))" }
      return (
        pod: "\(running.node.namespace)/\(running.node.pod.name)",
        reason: (running.report.waiting ?? "it does not say that it is ready") + (last ?? "")
      )
    }
    return EnvoyStartError(proxies: proxies, logs: options.logs)
  }

  /// The pods of a configuration that have a proxy, started or not.
  private static func nodes(of configuration: MeshConfiguration, gateway: WorkloadID) -> [EnvoyNode] {
    configuration.workloads.flatMap { workload in
      workload.pods.filter { $0.hasProxy && !$0.ip.isEmpty }.map { pod in
        EnvoyNode(role: workload.id == gateway ? .gateway : .sidecar, workload: workload, pod: pod)
      }
    }
  }

  private nonisolated func gatewayAddresses(_ configuration: MeshConfiguration) -> [String] {
    let workload = configuration.workloads.first { $0.id == topology.gateway.workload.id }
    let port = topology.gateway.httpPort.targetPort
    return (workload?.pods ?? []).filter(\.isReady).map { "\($0.ip):\(port)" }
  }

  // MARK: Processes

  private func start(_ node: EnvoyNode) {
    let key = ObjectKey(namespace: node.namespace, name: node.pod.name)
    let binary = options.binary.path
    do {
      let bootstrap = try folder.prepare(node, xdsPort: xdsPort)
      let log = try ProxyLog(path: ProxyLog.path(options.logs, namespace: node.namespace, pod: node.pod.name))
      let arguments: [String] = [
        "--config-path", bootstrap, "--concurrency", "1", "--disable-hot-restart", "--drain-time-s", "5",
        // Notes about deprecated fields, which Istio itself uses, would drown what matters.
        "--log-level", "warning", "--component-log-level", "misc:error",
      ]
      let ready = EnvoyPodPorts.url(node.pod.ip, EnvoyPorts.admin, "/ready", "")
      let supervisor = ProxySupervisor(
        launch: { [weak self] in
          await self?.prepareLaunch(of: node.id)
          let process = try ChildProcess(path: binary, arguments: arguments, output: log.descriptor)
          await self?.launched(process, of: node.id)
          return process
        },
        probe: { [probes, clock] in
          let answer = try? await clock.limited(to: .seconds(2)) { try await probes.send("GET", ready) }
          return answer?.status == 200
        },
        report: { [weak self] report in await self?.take(report, of: node.id) }, clock: clock, now: ControlPlane.now)
      running[node.id] = Running(node: node, log: log, task: Task { await supervisor.run() })
    } catch {
      control.report(ProxyReport(waiting: "\(error)"), key)
    }
  }

  private func prepareLaunch(of id: String) async {
    guard let log = running[id]?.log else { return }
    log.trim()
    running[id]?.logStart = log.size
    await xds.restart(id)
  }

  private func launched(_ process: ChildProcess, of id: String) { running[id]?.pid = process.pid }

  /// Ends proxies, all at the same time.
  private func end(_ gone: [String: Running]) async {
    for (id, proxy) in gone {
      running[id] = nil
      proxy.task.cancel()
    }
    for (id, proxy) in gone {
      await proxy.task.value
      await xds.remove(id)
      control.report(nil, ObjectKey(namespace: proxy.node.namespace, name: proxy.node.pod.name))
    }
  }

  private func take(_ report: ProxyReport, of id: String) {
    guard let node = running[id]?.node else { return }
    running[id]?.report = report
    if report.startedAt == nil {
      running[id]?.refusals = [:]
      running[id]?.pid = nil
    }
    control.report(report, ObjectKey(namespace: node.namespace, name: node.pod.name))
    tell()
    changed.ring()
  }

  // MARK: Refusals

  private func take(_ event: XDSServer.Event) {
    switch event {
    case .taken(let id, let subscription): running[id]?.refusals[subscription] = nil
    case .refused(let id, let refusal):
      guard let proxy = running[id] else { break }
      let log = proxy.log.text(from: proxy.logStart)
      let reason = RefusalText.reason(in: log, for: refusal.subscription.type) ?? "its log does not say why"
      var suspects = ResourceOrigins.suspects(refusal, reason: reason)
      // Listeners do not say what they were made from.
      if suspects.isEmpty { suspects = newest }
      running[id]?.refusals[refusal.subscription] = suspects.map {
        EnvoyProblem(object: $0, path: nil, message: reason)
      }
    }
    tell()
    changed.ring()
  }

  /// The objects that are new or have another spec.
  private static func changes(from old: MeshConfiguration, to new: MeshConfiguration) -> [ObjectReference] {
    func specs(_ configuration: MeshConfiguration) -> [ObjectReference: JSONValue?] {
      let objects: [(ObjectReference, JSONValue?)] =
        configuration.virtualServices.map { ($0.reference, $0.document["spec"]) }
        + configuration.destinationRules.map { ($0.reference, $0.document["spec"]) }
        + configuration.gateways.map { ($0.reference, $0.document["spec"]) }
      return Dictionary(objects) { first, _ in first }
    }
    let before = specs(old)
    return specs(new).filter { before[$0.key] != $0.value }.map(\.key).sorted()
  }

  /// Lets the objects' status say what is wrong with them.
  private func tell() {
    let refused = Set(running.values.flatMap { $0.refusals.values.flatMap(\.self) })
    let findings = Dictionary(grouping: problems, by: \.object).mapValues { problems in
      let isRefused = problems.contains(where: refused.contains)
      let texts = problems.map { problem in (problem.path.map { "\($0): " } ?? "") + problem.message }
      return StatusConditions.Finding(
        reason: isRefused ? "ProxyRefused" : "NotSupported", message: texts.joined(separator: "; "))
    }
    guard findings != told else { return }
    told = findings
    control.findings(findings)
  }
}

extension ChildProcess: ProxySupervisor.Proxy {}
