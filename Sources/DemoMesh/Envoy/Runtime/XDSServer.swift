import Documents

/// Gives proxies their configuration by Envoy's REST protocol: a request is held until there is something new.
actor XDSServer {
  /// What became of a proxy's configuration.
  enum Event: Sendable {
    /// It runs with the newest resources of a type.
    case taken(node: String, XDSSubscription)
    case refused(node: String, XDSRefusal)
  }

  /// Less than the time after which the proxies give a request up, 30 s.
  private static let patience = Duration.seconds(20)

  private struct Held {
    let node: String
    let subscription: XDSSubscription
    let version: String
    let continuation: CheckedContinuation<XDSResponse?, Never>
  }

  /// The news, in order; for one reader.
  nonisolated let events: AsyncStream<Event>
  private let news: AsyncStream<Event>.Continuation
  private var server: LoopbackServer?
  private var isStopped = false
  private var nodes: [String: XDSNode] = [:]
  private var held: [Int: Held] = [:]
  private var lastID = 0

  init() { (events, news) = AsyncStream.makeStream(of: Event.self) }

  /// Begins to listen.
  ///
  /// - Returns: the port on 127.0.0.1.
  func start() async throws -> Int {
    let server = try await LoopbackServer.start { [weak self] request in
      await self?.answer(request) ?? .text("ended\n", status: 503)
    }
    self.server = server
    return server.port
  }

  /// Lets everybody go and stops listening.
  func stop() async {
    isStopped = true
    nodes = [:]
    release()
    news.finish()
    await server?.stop()
    server = nil
  }

  // MARK: Nodes

  /// Sets what a proxy is to run with.
  func set(_ node: String, _ resources: EnvoyResources) {
    nodes[node, default: XDSNode()].want(resources)
    release()
  }

  /// A proxy begins anew.
  func restart(_ node: String) {
    nodes[node]?.restart()
    release()
  }

  /// A proxy is gone for good.
  func remove(_ node: String) {
    nodes[node] = nil
    release()
  }

  /// Whether each of some proxies has taken, or refused, the newest that it is to have.
  func isSettled(_ names: some Sequence<String>) -> Bool { names.allSatisfy { nodes[$0]?.isSettled ?? true } }

  // MARK: Requests

  private func answer(_ request: APIRequest) async -> APIReply {
    guard request.method == "POST", let type = XDSType.allCases.first(where: { $0.path == request.rawPath }) else {
      return .text("no such service\n", status: 404)
    }
    guard let document = try? JSONValue(parsing: request.body),
      let node = document.value("node", "id")?.string
    else { return .text("a DiscoveryRequest in JSON with a node.id is wanted\n", status: 400) }
    let subscription = XDSSubscription(type: type, names: document["resource_names"]?.strings ?? [])
    let version = document["version_info"]?.string ?? ""
    guard let response = await response(to: subscription, of: node, having: version) else {
      return APIReply(status: 304, body: .bytes([]))
    }
    return APIReply(contentType: "application/json", bytes: response.json.serializedBytes())
  }

  /// What there is for a subscription, once there is something; nil when nothing came for long, or at the end.
  func response(
    to subscription: XDSSubscription, of node: String, having version: String
  ) async -> XDSResponse? {
    switch nodes[node]?.note(subscription, version: version) {
    case .refused(let refusal): news.yield(.refused(node: node, refusal))
    case .taken: news.yield(.taken(node: node, subscription))
    case .nothing, nil: break
    }
    release()
    if let response = take(subscription, of: node, having: version) { return response }
    guard !isStopped else { return nil }
    lastID += 1
    let id = lastID
    let timeout = Task {
      try? await Task.sleep(for: Self.patience)
      self.release(id)
    }
    defer { timeout.cancel() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled {
          continuation.resume(returning: nil)
        } else {
          held[id] = Held(node: node, subscription: subscription, version: version, continuation: continuation)
        }
      }
    } onCancel: {
      Task { await self.release(id) }
    }
  }

  private func take(_ subscription: XDSSubscription, of node: String, having version: String) -> XDSResponse? {
    guard let response = nodes[node]?.response(to: subscription, having: version) else { return nil }
    nodes[node]?.send(response, to: subscription)
    return response
  }

  /// Lets one request go with nothing.
  private func release(_ id: Int) { held.removeValue(forKey: id)?.continuation.resume(returning: nil) }

  /// Answers the held requests that there is something for, all of them at the end.
  private func release() {
    for (id, request) in held {
      let response = take(request.subscription, of: request.node, having: request.version)
      if response == nil, !isStopped { continue }
      held[id] = nil
      request.continuation.resume(returning: response)
    }
  }
}
