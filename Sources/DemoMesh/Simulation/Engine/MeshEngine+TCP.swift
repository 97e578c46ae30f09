import MeshModel
import TrafficConfig

/// TCP: connections that stay open, and bytes in both directions.
extension MeshEngine {
  /// Sends a query over a client's connection to a TCP service and waits for the answer.
  func exchangeTCP(from pod: SimulatedPod, call: CallSpec, done: @escaping (Bool) -> Void) {
    guard let proxy = pod.proxy else { return done(true) }
    proxy.receive(now: now)
    let host = HostName.fqdn(call.host, namespace: pod.workload.namespace)
    guard let service = proxy.generation.services[host] else { return done(false) }
    let cluster = ClusterKey(host: host, port: call.port, subset: "")
    let connection: TCPConnection
    if let open = proxy.connections[cluster], !open.server.isGone {
      connection = open
    } else {
      closeTCP(proxy.connections[cluster])
      guard let opened = openTCP(from: pod, proxy: proxy, to: service) else {
        proxy.connections[cluster] = nil
        return done(false)
      }
      connection = opened
      proxy.connections[cluster] = opened
    }
    let server = connection.server
    let sent = Int(random.logNormal(median: Double(server.behaviour.responseBytes), spread: 0.5))
    let received = Int(random.logNormal(median: 180, spread: 0.4))
    let time = random.logNormal(
      median: server.behaviour.serviceTime.median, spread: server.behaviour.serviceTime.spread)
    schedule(after: 2 * hopDelay() + time) {
      connection.clientStore.recordTCP(connection.clientKey, sent: sent, received: received)
      connection.serverStore?.recordTCP(connection.serverKey, sent: sent, received: received)
      done(!server.isGone)
    }
  }

  private func openTCP(from pod: SimulatedPod, proxy: SimulatedProxy, to service: MeshService) -> TCPConnection? {
    var clientKey = MetricKey(reporter: .source, service: service.number)
    clientKey.protocol = .tcp
    guard !service.endpoints.isEmpty else {
      clientKey.flags = ResponseFlags(.noHealthyUpstream)
      proxy.store.recordTCP(clientKey, opened: 1, closed: 1)
      return nil
    }
    let server = service.endpoints[random.index(below: service.endpoints.count)]
    clientKey.peer = server.identity
    clientKey.peerAnswered = server.proxy != nil
    clientKey.hasPrincipals = server.proxy != nil
    var serverKey = MetricKey(reporter: .destination, service: service.number)
    serverKey.protocol = .tcp
    serverKey.peer = pod.identity
    serverKey.peerAnswered = true
    serverKey.hasPrincipals = true
    serverKey.security = .mutualTLS
    let connection = TCPConnection(
      server: server, clientStore: proxy.store, clientKey: clientKey, serverStore: server.proxy?.store,
      serverKey: serverKey)
    connection.clientStore.recordTCP(clientKey, opened: 1)
    connection.serverStore?.recordTCP(serverKey, opened: 1)
    return connection
  }

  private func closeTCP(_ connection: TCPConnection?) {
    guard let connection else { return }
    connection.clientStore.recordTCP(connection.clientKey, closed: 1)
  }
}
