/// The connection pools, with Envoy's order of checks: what counts as overflow, and whether a host is known by then,
/// depends on it.
extension UpstreamCluster {
  /// Gives `attempt` a connection to `host`, now or when one is free, or tells it why not.
  func connect(_ attempt: UpstreamAttempt, to host: UpstreamHost, engine: MeshEngine) {
    if host.pod.isGone { dropIdle(host) }
    if let served = host.idle.last {
      guard active < settings.maxRequests else { return attempt.overflowed(host: host) }
      host.idle.removeLast()
      begin(attempt, on: host, served: served)
    } else {
      guard pending < settings.maxPendingRequests else { return attempt.overflowed(host: nil) }
      pending += 1
      host.queue.append(attempt)
      openConnection(to: host, engine: engine)
    }
  }

  /// Ends the use of a connection. One that broke off, or has carried its share of requests, closes.
  func finish(on host: UpstreamHost, served: Int, keep: Bool, engine: MeshEngine) {
    active -= 1
    host.active -= 1
    let isWornOut = settings.maxRequestsPerConnection > 0 && served + 1 >= settings.maxRequestsPerConnection
    if keep, !isWornOut, !host.isRemoved, !host.pod.isGone {
      connectionIsFree(to: host, served: served + 1)
    } else {
      connections -= 1
      host.connections -= 1
      openConnection(to: host, engine: engine)
    }
  }

  /// Takes back an attempt that waits for a connection.
  func withdraw(_ attempt: UpstreamAttempt, from host: UpstreamHost) {
    guard let index = host.queue.firstIndex(where: { $0 === attempt }) else { return }
    host.queue.remove(at: index)
    pending -= 1
  }

  /// Opens a connection if requests wait that none is being opened for. The limit does not hold for an endpoint's
  /// first connection.
  private func openConnection(to host: UpstreamHost, engine: MeshEngine) {
    guard host.connecting < host.queue.count, connections < settings.maxConnections || host.connections == 0 else {
      return
    }
    connections += 1
    host.connections += 1
    host.connecting += 1
    let time = engine.random.logNormal(median: engine.options.connectTime, spread: 0.3)
    engine.schedule(after: time) { [self] in
      host.connecting -= 1
      let speaks = settings.tls != .foreign || host.pod.proxy == nil
      if host.pod.isGone || !speaks {
        connections -= 1
        host.connections -= 1
        let waiting = host.queue
        host.queue = []
        pending -= waiting.count
        waiting.forEach { $0.connectionFailed(host: host) }
      } else {
        connectionIsFree(to: host, served: 0)
      }
    }
  }

  private func connectionIsFree(to host: UpstreamHost, served: Int) {
    while let attempt = host.queue.first {
      host.queue.removeFirst()
      pending -= 1
      if active < settings.maxRequests { return begin(attempt, on: host, served: served) }
      attempt.overflowed(host: host)
    }
    if host.isRemoved {
      connections -= 1
      host.connections -= 1
    } else {
      host.idle.append(served)
    }
  }

  private func begin(_ attempt: UpstreamAttempt, on host: UpstreamHost, served: Int) {
    active += 1
    host.active += 1
    attempt.connected(to: host, served: served)
  }
}
