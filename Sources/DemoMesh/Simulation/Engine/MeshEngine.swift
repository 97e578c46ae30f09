import MeshModel
import TrafficConfig

/// The simulation: a clock, a queue of what happens next, and the pods. One thread of control at a time.
final class MeshEngine {
  let topology: MeshTopology
  let options: SimulationOptions
  let registry = LabelRegistry()
  /// Simulated seconds since the start.
  private(set) var now: Double = 0
  var random: RandomSource
  private(set) var rate: Double
  /// The newest configuration.
  private(set) var generation: MeshGeneration
  /// By `namespace/name`.
  var pods: [String: SimulatedPod] = [:]
  /// The gateway's ready pods.
  var gatewayPods: [SimulatedPod] = []
  /// Behaviour by workload: the topology's, as changed by the demo's knobs.
  var behaviours: [WorkloadID: WorkloadBehaviour]
  /// The filters that stats pages were asked with.
  var filters: [String: StatsFilter] = [:]
  var filterCount = 0
  private var queue = EventQueue()
  private var nextArrival: EventQueue.Token?

  init(topology: MeshTopology, options: SimulationOptions) {
    self.topology = topology
    self.options = options
    random = RandomSource(seed: options.seed)
    rate = options.rate
    behaviours = Dictionary(
      topology.allWorkloads.map { ($0.id, $0.behaviour) }, uniquingKeysWith: { first, _ in first })
    let configuration = MeshConfiguration()
    generation = MeshGeneration(
      number: 0, configuration: configuration, services: [:],
      entry: GatewayEntry(topology: topology, configuration: configuration))
    scheduleArrival()
  }

  // MARK: Time

  @discardableResult
  func schedule(after delay: Double, _ run: @escaping () -> Void) -> EventQueue.Token {
    queue.schedule(at: now + delay, run)
  }

  func cancel(_ token: EventQueue.Token) { queue.cancel(token) }

  /// Lets everything happen that is due up to `time`.
  func advance(to time: Double) {
    while let next = queue.nextTime, next <= time { step() }
    now = max(now, time)
  }

  /// Lets the next thing happen; false if there is none.
  @discardableResult
  func step() -> Bool {
    guard let event = queue.popFirst() else { return false }
    now = max(now, event.time)
    event.run?()
    return true
  }

  /// Seconds on the way between two pods' applications: the network and both proxies.
  func hopDelay() -> Double {
    random.logNormal(median: options.networkDelay + options.proxyDelay, spread: 0.25)
  }

  // MARK: Load

  /// Changes the load from now on; 0 stops it.
  func setRate(_ rate: Double) {
    self.rate = rate
    if let nextArrival { cancel(nextArrival) }
    nextArrival = nil
    scheduleArrival()
  }

  private func scheduleArrival() {
    guard rate > 0, rate.isFinite, !topology.entries.isEmpty else { return }
    nextArrival = schedule(after: random.interval(rate: rate)) { [unowned self] in
      let entry = topology.entries[random.weighted(topology.entries.map(\.share))]
      scheduleArrival()
      let request = SimulatedRequest(
        authority: entry.host, port: topology.gateway.httpPort.number, path: entry.path, method: entry.method,
        headers: entry.headers, sourceAddress: "203.0.113.\(random.index(below: 254) + 1)")
      enter(request, trace: nil) { _ in }
    }
  }

  /// Sends a request to one of the gateway's pods; without one, nobody listens and `finish` gets nil.
  func enter(_ request: SimulatedRequest, trace: RequestTrace?, finish: @escaping (RequestOutcome?) -> Void) {
    guard !gatewayPods.isEmpty else { return finish(nil) }
    let pod = gatewayPods[random.index(below: gatewayPods.count)]
    guard let proxy = pod.proxy else { return finish(nil) }
    proxy.receive(now: now)
    let outbound = OutboundRequest(
      engine: self, client: pod, proxy: proxy, request: request, trace: trace, finish: finish)
    outbound.follow(proxy.generation.entry.decide(request, evaluator: proxy.generation.evaluator))
  }

  /// The same for a request that somebody wants to see the way of.
  func enter(_ request: SimulatedRequest, finish: @escaping (EntryResponse?) -> Void) {
    let trace = RequestTrace(start: now)
    enter(request, trace: trace) { [unowned self] outcome in
      finish(
        outcome.map {
          EntryResponse(
            status: $0.status, flags: $0.flags.text, latency: now - trace.start,
            hops: trace.hops.sorted { ($0.start, $0.source) < ($1.start, $1.source) }, location: $0.location,
            body: $0.body)
        })
    }
  }

  /// Sends a request and moves the clock up to its response.
  func exchange(_ request: SimulatedRequest) -> EntryResponse? {
    var response: EntryResponse??
    enter(request) { response = .some($0) }
    while response == nil, step() {}
    return response ?? nil
  }

  func isGateway(_ pod: SimulatedPod) -> Bool { pod.workload == topology.gateway.workload.id }

  // MARK: Calls between applications

  /// Sends an application's request, through its proxy if it has one.
  func send(
    _ request: SimulatedRequest, from pod: SimulatedPod, patience: Double?, trace: RequestTrace?,
    finish: @escaping (RequestOutcome) -> Void
  ) {
    guard let proxy = pod.proxy else { return sendWithoutProxy(request, from: pod, trace: trace, finish: finish) }
    proxy.receive(now: now)
    let outbound = OutboundRequest(
      engine: self, client: pod, proxy: proxy, request: request, trace: trace, finish: finish)
    if let patience { outbound.limitPatience(patience) }
    var facts = RequestFacts(
      host: request.authority, port: request.port, method: request.method, headers: request.headers,
      source: RequestSource(namespace: pod.workload.namespace, labels: pod.labels))
    facts.setTarget(request.path)
    outbound.follow(proxy.generation.evaluator.decide(facts))
  }

  /// Without a proxy, a request goes to any endpoint and only the server's side is reported.
  private func sendWithoutProxy(
    _ request: SimulatedRequest, from pod: SimulatedPod, trace: RequestTrace?,
    finish: @escaping (RequestOutcome) -> Void
  ) {
    let host = HostName.fqdn(request.authority, namespace: pod.workload.namespace)
    guard let service = generation.services[host], !service.endpoints.isEmpty else {
      return finish(RequestOutcome(status: 0, responseBytes: 0))
    }
    let server = service.endpoints[random.index(below: service.endpoints.count)]
    let origin = InboundRequest.Origin(
      peer: MetricKey.noPeer, hasMutualTLS: false, service: service.number,
      protocol: service.protocol(ofPort: request.port), requestBytes: request.wireBytes)
    schedule(after: hopDelay()) { [self] in
      guard !server.isGone else { return finish(RequestOutcome(status: 0, responseBytes: 0)) }
      _ = InboundRequest(engine: self, pod: server, request: request, origin: origin, trace: trace) { reply in
        switch reply {
        case .response(let answer):
          finish(
            RequestOutcome(status: answer.status, grpcStatus: answer.grpcStatus, responseBytes: answer.bytes))
        case .reset:
          finish(RequestOutcome(status: 0, responseBytes: 0))
        }
      }
    }
  }

  /// Makes a configuration the newest; the proxies get to know it one by one.
  func publish(_ generation: MeshGeneration) { self.generation = generation }
}
