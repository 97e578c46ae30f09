/// One try of a client's proxy to get a response from one endpoint.
final class UpstreamAttempt {
  /// How it ended.
  enum Result {
    case response(AppRun.Answer)
    case connectionFailed
    /// The connection broke off with the request on it.
    case reset
    /// A limit of the cluster refused it.
    case overflow
    /// `perTryTimeout` was over.
    case timedOut
  }

  let cluster: UpstreamCluster
  /// Nil until a host is known: a request that overflows while it would wait for a connection has none.
  private(set) var host: UpstreamHost?
  /// Had a connection, so certificates were exchanged.
  private(set) var wasConnected = false
  private let engine: MeshEngine
  private let chosen: UpstreamHost
  private let request: SimulatedRequest
  private let origin: InboundRequest.Origin
  private let trace: RequestTrace?
  private let timeout: Double?
  private var done: ((Result) -> Void)?
  private var inbound: InboundRequest?
  private var served = 0
  private var timer: EventQueue.Token?

  init(
    engine: MeshEngine, cluster: UpstreamCluster, host: UpstreamHost, request: SimulatedRequest,
    origin: InboundRequest.Origin, timeout: Double?, trace: RequestTrace?, done: @escaping (Result) -> Void
  ) {
    self.engine = engine
    self.cluster = cluster
    chosen = host
    self.request = request
    self.origin = origin
    self.timeout = timeout
    self.trace = trace
    self.done = done
  }

  /// Not ended: waits for a connection or a response.
  var isOpen: Bool { done != nil }

  func start() {
    host = chosen
    cluster.connect(self, to: chosen, engine: engine)
  }

  // MARK: What the connection pool tells

  func connected(to host: UpstreamHost, served: Int) {
    wasConnected = true
    self.served = served
    if let timeout {
      timer = engine.schedule(after: timeout) { self.finish(.timedOut, keepConnection: false) }
    }
    engine.schedule(after: engine.hopDelay()) { self.arrived() }
  }

  func connectionFailed(host: UpstreamHost) { end(.connectionFailed) }

  /// - Parameter host: nil when the limit was reached before a host was assigned.
  func overflowed(host: UpstreamHost?) {
    self.host = host
    end(.overflow)
  }

  // MARK: At the server

  private func arrived() {
    guard done != nil else { return }
    guard !chosen.pod.isGone else { return finish(.reset, keepConnection: false) }
    inbound = InboundRequest(
      engine: engine, pod: chosen.pod, request: request, origin: origin, trace: trace
    ) { [self] reply in
      inbound = nil
      engine.schedule(after: engine.hopDelay()) {
        switch reply {
        case .response(let answer): self.finish(.response(answer), keepConnection: true)
        case .reset: self.finish(.reset, keepConnection: false)
        }
      }
    }
  }

  /// The client's proxy gives up on it.
  func cancel() {
    guard done != nil else { return }
    done = nil
    if let timer { engine.cancel(timer) }
    if wasConnected {
      cluster.finish(on: chosen, served: served, keep: false, engine: engine)
      leaveServer()
    } else {
      cluster.withdraw(self, from: chosen)
    }
  }

  private func finish(_ result: Result, keepConnection: Bool) {
    guard done != nil else { return }
    cluster.finish(on: chosen, served: served, keep: keepConnection, engine: engine)
    if case .timedOut = result { leaveServer() }
    end(result)
  }

  private func leaveServer() {
    guard let inbound else { return }
    self.inbound = nil
    engine.schedule(after: engine.hopDelay()) { inbound.clientLeft() }
  }

  private func end(_ result: Result) {
    if let timer { engine.cancel(timer) }
    let done = done
    self.done = nil
    done?(result)
  }
}
