import MeshModel
import TrafficConfig

/// A request as the client's proxy handles it: route, fault, timeout, tries, and the report of how it ended.
final class OutboundRequest {
  let engine: MeshEngine
  let client: SimulatedPod
  let proxy: SimulatedProxy
  let trace: RequestTrace?
  /// A copy that nobody waits for; the proxy does not report it.
  let isMirror: Bool
  let startedAt: Double
  /// As the destination is to get it.
  var request: SimulatedRequest
  var flags = ResponseFlags()
  var attempts = 0
  var attempt: UpstreamAttempt?
  /// The endpoints that were tried.
  var tried: [UpstreamHost] = []
  /// Counts this request among its retries.
  var retriedCluster: UpstreamCluster?
  /// Set once a route has been chosen.
  var target: RouteTarget?
  private var timer: EventQueue.Token?
  private var patience: EventQueue.Token?
  private var finish: ((RequestOutcome) -> Void)?

  init(
    engine: MeshEngine, client: SimulatedPod, proxy: SimulatedProxy, request: SimulatedRequest, isMirror: Bool = false,
    trace: RequestTrace?, finish: @escaping (RequestOutcome) -> Void
  ) {
    self.engine = engine
    self.client = client
    self.proxy = proxy
    self.request = request
    self.isMirror = isMirror
    self.trace = trace
    self.finish = finish
    startedAt = engine.now
  }

  var isDone: Bool { finish == nil }

  /// Lets the client go away after so many seconds.
  func limitPatience(_ seconds: Double) {
    patience = engine.schedule(after: seconds) { [self] in
      attempt?.cancel()
      flags.insert(.downstreamConnectionTermination)
      end(status: 0, host: attempt?.host)
    }
  }

  /// Does what the route says.
  func follow(_ decision: RouteDecision) {
    switch decision {
    case .forward(let forward):
      guard let destination = forward.destination(forDraw: engine.random.unit()) else {
        flags.insert(.noClusterFound)
        return answer(status: 503)
      }
      target = RouteTarget(forward: forward, destination: destination, generation: proxy.generation, request: request)
      delay()
    case .redirect(let redirect):
      answer(status: redirect.status, location: redirect.location)
    case .directResponse(let status, let body, _):
      answer(status: status, body: body)
    case .noRoute:
      flags.insert(.noRouteFound)
      answer(status: 404)
    case .unknownHost:
      answer(status: 502, serviceName: "BlackHoleCluster")
    }
  }

  /// Sends a copy to a destination, as a mirror: without fault, retries and time limit.
  func mirror(_ forward: ForwardDecision, to destination: WeightedDestination) {
    target = RouteTarget(forward: forward, destination: destination, generation: proxy.generation, request: request)
    guard hasCluster() else { return }
    send()
  }

  // MARK: Faults, made before the request is routed

  private func delay() {
    if let delay = target?.forward.fault?.delay, engine.random.chance(delay.percent / 100) {
      flags.insert(.delayInjected)
      engine.schedule(after: delay.seconds) { self.abort() }
    } else {
      abort()
    }
  }

  private func abort() {
    guard !isDone else { return }
    if let abort = target?.forward.fault?.abort, engine.random.chance(abort.percent / 100) {
      flags.insert(.faultInjected)
      return answer(status: abort.status, grpcStatus: abort.grpcStatus.map(GRPCStatus.code(named:)))
    }
    route()
  }

  private func route() {
    guard let target, hasCluster() else { return }
    request.path = target.pathAndQuery
    request.authority = target.authority
    request.headers = target.headers(of: request)
    // The time limit counts from here: an injected delay is not part of it.
    if let timeout = target.forward.timeout {
      timer = engine.schedule(after: timeout) { self.timedOut() }
    }
    sendMirrors(target.forward)
    send()
  }

  /// Whether the proxy has the cluster that the route names; ends the request if not.
  private func hasCluster() -> Bool {
    if let target, target.destination.status == .known, target.service != nil { return true }
    flags.insert(.noClusterFound)
    target?.service = nil
    answer(status: 503)
    return false
  }

  private func sendMirrors(_ forward: ForwardDecision) {
    for mirror in forward.mirrors where engine.random.chance(mirror.share) {
      var copy = request
      copy.authority += "-shadow"
      OutboundRequest(
        engine: engine, client: client, proxy: proxy, request: copy, isMirror: true, trace: trace
      ) { _ in }.mirror(forward, to: mirror)
    }
  }

  private func timedOut() {
    let host = attempt?.host
    if let attempt, let host, attempt.isOpen {
      attempt.cancel()
      attempt.cluster.judge(host, status: 504, now: engine.now)
    }
    flags.insert(.upstreamRequestTimeout)
    answer(status: 504, host: host)
  }

  // MARK: The end

  /// Ends with an answer of the proxy's own; to gRPC in gRPC's terms.
  func answer(
    status: Int, grpcStatus: Int8? = nil, host: UpstreamHost? = nil, serviceName: String? = nil,
    location: String? = nil, body: String? = nil
  ) {
    let isGRPC = target?.protocol == .grpc
    let bytes = 120 + (body?.utf8.count ?? 0)
    if isGRPC || grpcStatus != nil {
      end(
        status: 200, grpcStatus: grpcStatus ?? GRPCStatus.of(httpStatus: status), responseBytes: bytes, host: host)
    } else {
      end(
        status: status, responseBytes: bytes, host: host, serviceName: serviceName, location: location, body: body)
    }
  }

  func end(
    status: Int, grpcStatus: Int8 = MetricKey.noStatus, responseBytes: Int = 0, host: UpstreamHost?,
    peerAnswered: Bool = false, serviceName: String? = nil, location: String? = nil, body: String? = nil
  ) {
    guard let finish else { return }
    self.finish = nil
    if let timer { engine.cancel(timer) }
    if let patience { engine.cancel(patience) }
    releaseRetry()
    let wasConnected = attempt?.wasConnected ?? false
    attempt = nil
    if !isMirror {
      record(
        status: status, grpcStatus: grpcStatus, responseBytes: responseBytes, host: host, peerAnswered: peerAnswered,
        wasConnected: wasConnected, serviceName: serviceName)
    }
    trace?.append(hop(status: status, host: host))
    finish(
      RequestOutcome(
        status: status, flags: flags, grpcStatus: grpcStatus, responseBytes: responseBytes, location: location,
        body: body))
  }

  private func record(
    status: Int, grpcStatus: Int8, responseBytes: Int, host: UpstreamHost?, peerAnswered: Bool, wasConnected: Bool,
    serviceName: String?
  ) {
    let number =
      target?.service?.number
      ?? engine.registry.number(
        of: DestinationService(hostHeader: engine.isGateway(client) ? nil : request.hostHeader, name: serviceName))
    var key = MetricKey(reporter: .source, service: number)
    key.peer = host.map { $0.pod.identity } ?? MetricKey.noPeer
    key.peerAnswered = peerAnswered && host?.pod.proxy != nil
    key.hasPrincipals = wasConnected && host?.pod.proxy != nil && target?.settings.tls == .mesh
    key.protocol = target?.protocol ?? .http
    key.code = UInt16(clamping: status)
    key.grpcStatus = grpcStatus
    key.flags = flags
    proxy.store.recordRequest(
      key, duration: engine.now - startedAt, requestBytes: request.wireBytes, responseBytes: responseBytes)
  }

  private func hop(status: Int, host: UpstreamHost?) -> RequestHop {
    RequestHop(
      source: client.workload.description, destination: host?.pod.workload.description,
      service: target?.service.map { $0.info.id.host() } ?? request.hostHeader, method: request.method,
      path: request.path, status: status, flags: flags.text, attempts: attempts, isMirror: isMirror,
      start: startedAt - (trace?.start ?? startedAt), duration: engine.now - startedAt)
  }
}
