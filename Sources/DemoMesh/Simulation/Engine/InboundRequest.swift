import MeshModel

/// A request at the server: what the server's proxy sees of it.
final class InboundRequest {
  /// What the client's proxy gets.
  enum Reply {
    case response(AppRun.Answer)
    /// The connection broke off.
    case reset
  }

  /// Where it comes from and what it is for, as the server's proxy labels it.
  struct Origin {
    /// The client's number in the registry; none without a proxy.
    var peer: Int32
    var hasMutualTLS: Bool
    /// The service that the client asked, by its number.
    var service: Int32
    var `protocol`: TrafficProtocol
    var requestBytes: Int
  }

  private let engine: MeshEngine
  private let pod: SimulatedPod
  private let origin: Origin
  private let startedAt: Double
  private var reply: ((Reply) -> Void)?
  /// Its place in the pod's list of requests in flight.
  var index = 0

  init(
    engine: MeshEngine, pod: SimulatedPod, request: SimulatedRequest, origin: Origin, trace: RequestTrace?,
    reply: @escaping (Reply) -> Void
  ) {
    self.engine = engine
    self.pod = pod
    self.origin = origin
    self.reply = reply
    startedAt = engine.now
    pod.add(self)
    AppRun(engine: engine, pod: pod, request: request, isGRPC: origin.protocol == .grpc, trace: trace) { [self] in
      answered($0)
    }.start()
  }

  private func answered(_ answer: AppRun.Answer) {
    guard let reply = close() else { return }
    record(
      status: answer.status, grpcStatus: answer.grpcStatus, flags: ResponseFlags(), responseBytes: answer.bytes)
    reply(.response(answer))
  }

  /// The client's proxy gave up; the application works on all the same.
  func clientLeft() {
    guard close() != nil else { return }
    record(
      status: 0, grpcStatus: MetricKey.noStatus, flags: ResponseFlags(.downstreamConnectionTermination),
      responseBytes: 0)
  }

  /// The pod was stopped, and its proxy with it.
  func breakOff() { close()?(.reset) }

  /// Takes the request off the pod's list; nil if that has happened.
  private func close() -> ((Reply) -> Void)? {
    guard let reply else { return nil }
    self.reply = nil
    pod.remove(self)
    return reply
  }

  private func record(status: Int, grpcStatus: Int8, flags: ResponseFlags, responseBytes: Int) {
    guard let proxy = pod.proxy else { return }
    var key = MetricKey(reporter: .destination, service: origin.service)
    key.peer = origin.peer
    key.peerAnswered = true
    key.hasPrincipals = origin.hasMutualTLS
    key.protocol = origin.protocol
    key.code = UInt16(clamping: status)
    key.grpcStatus = grpcStatus
    key.flags = flags
    key.security = origin.hasMutualTLS ? .mutualTLS : .none
    proxy.store.recordRequest(
      key, duration: engine.now - startedAt, requestBytes: origin.requestBytes, responseBytes: responseBytes)
  }
}
